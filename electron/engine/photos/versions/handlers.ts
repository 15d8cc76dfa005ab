import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Context } from '../../context';
import { describeReferences } from '../edits/boxes';
import { announce } from '../edits/log';
import { compareSnapshots } from './compare';
import { restoreVersion } from './restore';
import { keepVersion, readSnapshot, setVersionRemoved, takeSnapshot } from './snapshot';

type VersionCalls = Extract<keyof Handlers, `versions.${string}`>;

export function versionHandlers(context: Context): Pick<Handlers, VersionCalls> {
  const { project, emit } = context;
  return {
    async 'versions.list'() {
      const columns = [
        'id',
        'name',
        'made_at as madeAt',
        'run_id as runId',
        'photo_count as photos',
      ] as const;
      return project()
        .db.selectFrom('dataset_versions')
        .select(columns)
        .where('removed_at', 'is', null)
        .orderBy('id', 'desc')
        .execute();
    },
    'versions.keep': async ({ name }) => ({ id: await keepVersion(project().db, name) }),
    async 'versions.compare'({ id }) {
      const { db } = project();
      const before = await readSnapshot(db, id);
      if (!before) throw new StudioError('not-found', 'This version is not kept any more.');
      return compareSnapshots(before, await takeSnapshot(db));
    },
    async 'versions.setRemoved'({ id, removed }) {
      await setVersionRemoved(project().db, id, removed);
      return {};
    },
    async 'versions.restore'({ id }) {
      const { edit, photos } = await restoreVersion(project().db, id);
      await describeReferences(context, photos);
      announce(emit, photos);
      return { edit };
    },
  };
}
