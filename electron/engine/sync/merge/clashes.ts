import { foldName } from '../../project/clean-name';
import { freeName } from '../../project/free-name';
import { fold } from '../change';
import type { Draft, LocalProducts } from './draft';

interface Known {
  name: string;
  code: string;
  removed: boolean;
}

/**
 * Names and codes are given once. Where two shops gave one to two products, the product whose name, code or return is
 * not yet in the registry takes another name, or none for a code; what it should have had is kept to be decided.
 */
export function partClashes(draft: Draft, { products }: LocalProducts): void {
  const known = overlay(products, draft);
  const mine = draft.mine();
  const isMine = (uid: string) => {
    const fields = mine.get(uid)?.fields ?? {};
    return 'name' in fields || 'code' in fields || 'removed' in fields;
  };
  const inUse = [...known].filter(([, { removed }]) => !removed);
  // Those of the registry first: they keep what they have. By uid, so that every studio decides alike.
  inUse.sort(([a], [b]) => Number(isMine(a)) - Number(isMine(b)) || (a < b ? -1 : 1));
  const names = new Set<string>();
  const codes = new Set<string>();
  const all = new Set(inUse.map(([, { name }]) => foldName(name)));
  for (const [uid, { name, code }] of inUse) {
    if (names.has(foldName(name))) {
      const other = freeName(name, (wish) => all.has(foldName(wish)));
      all.add(foldName(other));
      replace(draft, uid, 'name', name, other);
    }
    names.add(foldName(name));
    if (code !== '' && codes.has(code)) replace(draft, uid, 'code', code, '');
    codes.add(code);
  }
}

function replace(draft: Draft, uid: string, field: 'name' | 'code', wish: string, value: string): void {
  const given = draft.add('product', uid, { [field]: value });
  draft.keepLost({ ...given, fields: { [field]: wish } }, field);
}

function overlay(products: LocalProducts['products'], draft: Draft): Map<string, Known> {
  const known = new Map<string, Known>(products);
  for (const [uid, { entity, fields }] of fold([...draft.theirs, ...draft.resets, ...draft.waiting])) {
    if (entity !== 'product') continue;
    const { name, code, removed } = known.get(uid) ?? { name: '', code: '', removed: false };
    known.set(uid, {
      name: String(fields.name ?? name),
      code: String(fields.code ?? code),
      removed: fields.removed === undefined ? removed : fields.removed === 1,
    });
  }
  return known;
}
