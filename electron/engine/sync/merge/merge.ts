import { type Change, type Fields, fold, type NumberedChange } from '../change';
import { findAdopted, rename } from './adopt';
import { partClashes } from './clashes';
import { collide } from './collisions';
import { Draft, type LocalProducts, type Stamp } from './draft';
import { keepWhatIsWorkedOn } from './removals';

export interface Merge {
  /** Changes that waited here and turn out to be in the registry, with their place. */
  settled: Map<string, number>;
  /** Products that are another shop's too: their uid, and the one they get. */
  adopted: Map<string, string>;
  /** What waits from now on, in order. */
  waiting: readonly Change[];
  /** Values that the database gets, by uid. */
  writes: Map<string, { entity: Change['entity']; fields: Fields }>;
}

/**
 * Brings what the registry has new (`pulled`, in its order) together with what waits here. All of `pulled` that was not
 * made here was made without knowing of `waiting`, and the other way round: it is compared field by field. What is in
 * the registry stands; what waits comes after it, and where both said something of one field ours is kept as lost, for
 * somebody to decide. Pure.
 */
export function merge(
  pulled: readonly NumberedChange[],
  waiting: readonly Change[],
  local: LocalProducts,
  stamp: Stamp,
): Merge {
  const ours = new Set(waiting.map(({ id }) => id));
  const settled = new Map(pulled.filter(({ id }) => ours.has(id)).map(({ id, seq }) => [id, seq]));
  const theirs = pulled.filter(({ id }) => !ours.has(id));
  const unsettled = waiting.filter(({ id }) => !settled.has(id));
  const adopted = findAdopted(theirs, unsettled, local);
  const draft = new Draft(theirs, rename(unsettled, adopted), stamp);
  const known = renamed(local, adopted, theirs);
  collide(draft);
  keepWhatIsWorkedOn(draft, known.parents);
  partClashes(draft, known);
  for (const { uid } of pulled) draft.touched.add(uid);
  const all = fold([...pulled, ...draft.resets, ...draft.waiting]);
  const writes = new Map([...all].filter(([uid]) => draft.touched.has(uid)));
  return { settled, adopted, waiting: draft.waiting.filter(saysSomething), writes };
}

const saysSomething = ({ fields, resolves }: Change) => resolves !== null || Object.keys(fields).length > 0;

function renamed(
  { products, parents }: LocalProducts,
  adopted: ReadonlyMap<string, string>,
  theirs: readonly Change[],
): LocalProducts {
  const now = (uid: string) => adopted.get(uid) ?? uid;
  const added = theirs.flatMap(({ uid, fields }) =>
    typeof fields.product === 'string' ? [[uid, fields.product] as const] : [],
  );
  return {
    products: new Map([...products].map(([uid, product]) => [now(uid), product])),
    parents: new Map([...[...parents].map(([uid, parent]) => [uid, now(parent)] as const), ...added]),
  };
}
