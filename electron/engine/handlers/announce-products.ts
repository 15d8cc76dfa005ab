import type { Emit } from '@shared/contract';

/** Says that products changed, once what came of it is there, and hands that on. */
export const announcingProducts =
  (emit: Emit) =>
  <T>(result: T): T => {
    emit('project.changed', { what: 'registry' });
    return result;
  };
