import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import { announcing, changing } from '../photos/edits/log';
import { plan } from '../photos/edits/change';
import { classRow, freeClassName, listClasses, nextColor, nextClassId } from './classes';
import type { Database } from './database';

type ClassCalls = Extract<keyof Handlers, `classes.${string}`>;

export function classHandlers({ project, emit }: Context): Pick<Handlers, ClassCalls> {
  const told = announcing(emit);
  return {
    'classes.list': () => listClasses(project().db),
    async 'classes.create'({ name, kind = 'product' }) {
      const { db } = project();
      const row = {
        id: await nextClassId(db),
        name: await freeClassName(db, name),
        kind,
        color: await nextColor(db),
      };
      const done = await changing(db, async () => ({ photos: [], classes: [{ before: null, after: row }] }));
      return { ...row, count: 0, ...told(done) };
    },
    async 'classes.edit'({ id, ...given }) {
      const done = await changing(project().db, async (tx) => {
        const before = await classRow(tx, id);
        const name = given.name === undefined ? before.name : await freeClassName(tx, given.name, id);
        const after = { ...before, ...given, name };
        return { photos: [], classes: [{ before, after }] };
      });
      return told(done);
    },
    async 'classes.merge'({ ids, into }) {
      const done = await changing(project().db, async (tx) => {
        await classRow(tx, into);
        const others = ids.filter((id) => id !== into);
        if (!others.length) throw new StudioError('bad-request', 'A class cannot be merged with itself.');
        return withoutClasses(tx, others, into);
      });
      return told(done);
    },
    'classes.remove': async ({ id }) =>
      told(await changing(project().db, (tx) => withoutClasses(tx, [id], null))),
  };
}

/** Takes classes away; their photos get another label, or none. */
async function withoutClasses(db: Database, ids: readonly number[], classId: number | null) {
  const classes = [];
  for (const id of ids) classes.push({ before: await classRow(db, id), after: null });
  const photos = await db.selectFrom('photos').select('id').where('class_id', 'in', ids).execute();
  const own = photos.map(({ id }) => id);
  return { photos: await plan(db, own, { class_id: classId }), classes };
}
