import { foldName } from '../../project/clean-name';
import { type Change, type Fields, fold } from '../change';
import type { LocalProducts } from './draft';

/**
 * Two shops that registered the same product, by its code or else its name, mean one: the new product of this studio
 * becomes the one of the registry. Answers the uids that change, old to new.
 */
export function findAdopted(
  theirs: readonly Change[],
  waiting: readonly Change[],
  { products }: LocalProducts,
): Map<string, string> {
  const free = [...fold(theirs)].filter(
    ([uid, { entity, fields }]) => entity === 'product' && isThere(fields) && !products.has(uid),
  );
  const adopted = new Map<string, string>();
  for (const [uid, { entity, fields }] of fold(waiting)) {
    if (entity !== 'product' || !isThere(fields)) continue;
    const at = [sameCode, sameName].map((same) => free.findIndex(([, other]) => same(fields, other.fields)));
    const found = at.find((i) => i >= 0);
    if (found !== undefined) adopted.set(uid, free.splice(found, 1)[0][0]);
  }
  return adopted;
}

/** Changes under the new uids; the first of an adopted product says only what is not blank. */
export function rename(changes: readonly Change[], adopted: ReadonlyMap<string, string>): Change[] {
  if (!adopted.size) return [...changes];
  return changes.map((change) => {
    const { product } = change.fields;
    const fields = isCreation(change.fields) && adopted.has(change.uid) ? told(change.fields) : change.fields;
    const parent = typeof product === 'string' ? adopted.get(product) : undefined;
    return {
      ...change,
      uid: adopted.get(change.uid) ?? change.uid,
      fields: parent ? { ...fields, product: parent } : fields,
    };
  });
}

/** Whether fields are a whole product that is in use. */
const isThere = (fields: Fields) => isCreation(fields) && fields.removed === 0;
export const isCreation = (fields: Fields) => 'created_at' in fields;
export const isBlank = (value: Fields[string]) => value === null || value === '' || value === '[]';

function told(fields: Fields): Fields {
  const { created_at: _created, removed: _removed, ...rest } = fields;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => !isBlank(value)));
}

const sameCode = (a: Fields, b: Fields) => a.code !== '' && a.code === b.code;
const sameName = (a: Fields, b: Fields) => foldName(String(a.name)) === foldName(String(b.name));
