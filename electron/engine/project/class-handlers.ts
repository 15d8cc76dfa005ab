import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { assertClassExists, classNamed, freeClassName, listClasses } from './classes';

type ClassCalls = 'classes.list' | 'classes.create' | 'classes.rename' | 'classes.remove';

export function classHandlers({ project, emit }: Context): Pick<Handlers, ClassCalls> {
  const changed = () => emit('project.changed', { what: 'photos' });
  return {
    'classes.list': () => listClasses(project().db),
    async 'classes.create'({ name, kind }) {
      const { db } = project();
      const made = await classNamed(db, await freeClassName(db, name), kind ?? 'product');
      changed();
      return { ...made, count: 0 };
    },
    async 'classes.rename'({ id, name }) {
      const { db } = project();
      await assertClassExists(db, id);
      const kept = await freeClassName(db, name, id);
      await db.updateTable('classes').set({ name: kept }).where('id', '=', id).execute();
      changed();
      return {};
    },
    async 'classes.remove'({ id }) {
      await project().db.deleteFrom('classes').where('id', '=', id).execute();
      changed();
      return {};
    },
  };
}
