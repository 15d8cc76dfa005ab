import { join, resolve } from 'node:path';
import { sql } from 'kysely';
import type { Handlers } from '@shared/contract';
import type { Photo, PhotoFilter } from '@shared/domain';
import type { Context } from '../context';
import { classRow } from '../project/classes';
import type { Database } from '../project/database';
import type { OpenProject } from '../project/open-project';
import { exportPhotos } from './export-photos';
import { capturePhotos } from './capture';
import { suggestBoxes } from './crop/suggest';
import { describeReferences, setBoxes } from './edits/boxes';
import { announce, announcing, changePhotos, photoEdits, photosOf, setUndone } from './edits/log';
import type { PhotoState } from './edits/photo-edit';
import { importPhotos } from './import-photos';
import { boxOfRow, pathOfPhoto } from './photo-paths';
import { Thumbnails } from './thumbnails';

type PhotoCalls = Exclude<
  Extract<keyof Handlers, `photos.${string}`>,
  'photos.survey' | 'photos.map' | 'photos.drawSplits' | 'photos.checkSplits'
>;

export function photoHandlers(context: Context): Pick<Handlers, PhotoCalls> {
  const { project, emit, jobs } = context;
  const thumbnails = new WeakMap<OpenProject, Thumbnails>();
  const told = announcing(emit);
  const change = async (ids: readonly string[], values: PhotoState) =>
    told(await changePhotos(project().db, ids, values));
  return {
    'photos.import': ({ paths, split, unknown, className, format, job }) =>
      jobs.run(job, async (running) => {
        const options = {
          paths,
          split: split ?? 'train',
          unknown: unknown ?? false,
          className: className ?? null,
          format,
        };
        try {
          return await importPhotos(project(), options, running);
        } finally {
          emit('project.changed', { what: 'photos' });
        }
      }),
    async 'photos.capture'({ images, classId }) {
      const captured = await capturePhotos(project(), images, classId);
      announce(emit, captured.ids);
      return captured;
    },
    'photos.export': ({ out, format, job }) =>
      jobs.run(job, async (running) => {
        const folder = resolve(out);
        return { count: await exportPhotos(project(), folder, format, running), out: folder };
      }),
    'photos.list': (filter) => listPhotos(project().db, filter),
    async 'photos.label'({ ids, classId }) {
      if (classId !== null) await classRow(project().db, classId);
      return change(ids, { class_id: classId });
    },
    'photos.setSplit': ({ ids, split }) => change(ids, { split }),
    'photos.remove': ({ ids }) => change(ids, { removed_at: new Date().toISOString() }),
    'photos.restore': ({ ids }) => change(ids, { removed_at: null }),
    async 'photos.setBoxes'({ boxes }) {
      const { edit } = await setBoxes(project().db, boxes);
      const ids = boxes.map(({ id }) => id);
      await describeReferences(context, ids);
      // Also of those that stayed as they were, since the window has drawn them as they were asked for.
      return told({ edit, photos: ids });
    },
    'photos.suggestBoxes': ({ ids, empty, job }) =>
      jobs.run(job, (running) => suggestBoxes(project(), ids, empty, running)),
    async 'photos.setUndone'({ edit, undone }) {
      const done = await setUndone(project().db, edit, undone);
      const cropped = done.photos.filter(({ after }) => after.box !== undefined);
      await describeReferences(
        context,
        cropped.flatMap(({ ids }) => ids),
      );
      announce(emit, photosOf(done));
      return {};
    },
    'photos.edits': () => photoEdits.list(project().db),
    async 'photos.thumbnail'({ id, width }) {
      const open = project();
      const own = thumbnails.get(open) ?? new Thumbnails(join(open.paths.cache, 'thumbnails'));
      thumbnails.set(open, own);
      return { path: await own.pathOf(id, width, () => pathOfPhoto(open, id)) };
    },
  };
}

/** Photos that are there, by name; at most all of a project's, as plain rows. */
async function listPhotos(db: Database, filter: PhotoFilter): Promise<Photo[]> {
  let query = db
    .selectFrom('photos')
    .select(['id', 'name', 'class_id as classId', 'split', 'width', 'height', 'box'])
    .where('removed_at', 'is', null)
    .orderBy('name')
    .orderBy('id');
  if (filter.classId === null) query = query.where('class_id', 'is', null);
  else if (filter.classId !== undefined) query = query.where('class_id', '=', filter.classId);
  if (filter.ids) query = query.where('id', 'in', filter.ids);
  if (filter.split) query = query.where('split', '=', filter.split);
  if (filter.text) query = query.where(sql<boolean>`name LIKE ${containing(filter.text)} ESCAPE '\\'`);
  return (await query.execute()).map((row) => ({ ...row, box: boxOfRow(row) }));
}

/** A LIKE pattern; `%` and `_` in the text mean themselves. */
const containing = (text: string) => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
