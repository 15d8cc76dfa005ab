import { join } from 'node:path';
import { sql } from 'kysely';
import type { Handlers } from '@shared/contract';
import type { Photo, PhotoFilter } from '@shared/domain';
import type { Context } from '../context';
import { assertClassExists } from '../project/classes';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { importPhotos } from './import-photos';
import { pathOfPhoto } from './photo-paths';
import { Thumbnails } from './thumbnails';

type PhotoCalls = Extract<keyof Handlers, `photos.${string}`>;

/** SQLite takes so many values in one statement. */
const idsAtOnce = 500;

export function photoHandlers({ project, emit, jobs }: Context): Pick<Handlers, PhotoCalls> {
  const thumbnails = new WeakMap<OpenProject, Thumbnails>();
  const change = async (ids: readonly string[], values: Changes) => {
    await update(project().db, ids, values);
    emit('project.changed', { what: 'photos' });
    return {};
  };
  return {
    'photos.import': ({ paths, split, unknown, className, job }) =>
      jobs.run(job, async (running) => {
        const options = {
          paths,
          split: split ?? 'train',
          unknown: unknown ?? false,
          className: className ?? null,
        };
        try {
          const open = project();
          return await open.during(importPhotos(open, options, running));
        } finally {
          emit('project.changed', { what: 'photos' });
        }
      }),
    'photos.list': (filter) => listPhotos(project().db, filter),
    async 'photos.label'({ ids, classId }) {
      if (classId !== null) await assertClassExists(project().db, classId);
      return change(ids, { class_id: classId });
    },
    'photos.setSplit': ({ ids, split }) => change(ids, { split }),
    'photos.remove': ({ ids }) => change(ids, { removed_at: new Date().toISOString() }),
    'photos.restore': ({ ids }) => change(ids, { removed_at: null }),
    async 'photos.thumbnail'({ id, width }) {
      const open = project();
      const own = thumbnails.get(open) ?? new Thumbnails(join(open.paths.cache, 'thumbnails'));
      thumbnails.set(open, own);
      return { path: await own.pathOf(id, width, () => pathOfPhoto(open, id)) };
    },
  };
}

interface Changes {
  class_id?: number | null;
  split?: Photo['split'];
  removed_at?: string | null;
}

/** All the photos change, or none. */
async function update(database: Database, ids: readonly string[], values: Changes): Promise<void> {
  await database.transaction().execute(async (db) => {
    for (let start = 0; start < ids.length; start += idsAtOnce)
      await db
        .updateTable('photos')
        .set(values)
        .where('id', 'in', ids.slice(start, start + idsAtOnce))
        .execute();
  });
}

/** Photos that are there, by name; at most all of a project's, as plain rows. */
export function listPhotos(db: Database, filter: PhotoFilter): Promise<Photo[]> {
  let query = db
    .selectFrom('photos')
    .select(['id', 'name', 'class_id as classId', 'split', 'width', 'height'])
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id');
  if (filter.classId === null) query = query.where('class_id', 'is', null);
  else if (filter.classId !== undefined) query = query.where('class_id', '=', filter.classId);
  if (filter.split) query = query.where('split', '=', filter.split);
  if (filter.text) query = query.where(sql<boolean>`name LIKE ${containing(filter.text)} ESCAPE '\\'`);
  return query.execute();
}

/** A LIKE pattern; `%` and `_` in the text mean themselves. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
