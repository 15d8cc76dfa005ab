import type { Handlers } from '@shared/contract';
import { StudioError } from '@shared/errors';
import type { Context } from '../context';
import { describeMissing } from '../recognition/describing';
import { reembed } from '../recognition/reembed';
import { countConflicts, listConflicts, resolveConflict } from './conflicts';
import { productHistory } from './history';
import { countWaiting, LiveSync, shopOf } from './live-sync';
import { RegistryServer } from './server/registry-server';
import { synchronise } from './synchronise';

type SyncCalls = Extract<keyof Handlers, `sync.${string}`>;

/** Sharing with other shops. `nudge`: products may have changed; `stop`: the project is about to be closed. */
export interface Sync {
  handlers: Pick<Handlers, SyncCalls>;
  nudge(): void;
  stop(): Promise<void>;
}

export function createSync(context: Context): Sync {
  let live: LiveSync | null = null;
  let changed: Promise<unknown> = Promise.resolve();
  /** One after another, so that none is left running that nobody knows of. */
  const replace = (start: () => LiveSync | null): Promise<void> => {
    const replaced = changed.then(async () => {
      const ending = live;
      live = null;
      await ending?.stop();
      live = start();
    });
    changed = replaced.catch(() => {});
    return replaced;
  };
  return {
    handlers: syncHandlers(context, () => live, replace),
    nudge: () => live?.nudge(),
    stop: () => replace(() => null),
  };
}

const notOpen = () => new StudioError('bad-request', 'This project is not open.');

function syncHandlers(
  context: Context,
  live: () => LiveSync | null,
  replace: (start: () => LiveSync | null) => Promise<void>,
): Pick<Handlers, SyncCalls> {
  const { project, jobs, emit } = context;
  const off = { state: 'off' as const, server: '', error: null, syncedAt: null };
  return {
    async 'sync.connect'({ folder, url }) {
      const open = project();
      if (!open.isAt(folder)) throw notOpen();
      await replace(() => {
        // Another may have been opened before the last connection had ended.
        if (project() !== open) throw notOpen();
        return new LiveSync(context, open, url);
      });
      return {};
    },
    async 'sync.disconnect'() {
      await replace(() => null);
      emit('sync.changed', {});
      return {};
    },
    async 'sync.now'() {
      live()?.nudge();
      return {};
    },
    'sync.status': async () => ({
      ...((await live()?.status()) ?? off),
      shop: await shopOf(project()),
      waiting: await countWaiting(project()),
      conflicts: await countConflicts(project().db),
    }),
    async 'sync.setShop'({ name }) {
      await project().settings.set('shop', name);
      emit('sync.changed', {});
      return {};
    },
    async 'sync.test'({ url }) {
      const server = await RegistryServer.connect(url);
      return server.describe().finally(() => server.close());
    },
    'sync.once': ({ url, job }) =>
      jobs.run(job, async (running) => {
        const server = await RegistryServer.connect(url, running.signal).catch((error: unknown) => {
          running.throwIfCancelled();
          throw error;
        });
        try {
          const progress = (done: number, total: number) => {
            running.throwIfCancelled();
            running.report(done, total);
          };
          const result = await synchronise(project(), server, await shopOf(project()), { progress });
          if (result.photosReceived) await reembed(project(), await context.recogniser(), { job: running });
          return { ...result, conflicts: await countConflicts(project().db) };
        } finally {
          await server.close();
        }
      }),
    'sync.conflicts': () => listConflicts(project().db),
    async 'sync.resolve'({ id, take }) {
      // A photo that comes back, or is cut out otherwise, is described anew.
      if (await resolveConflict(project().db, id, take)) await describeMissing(context);
      emit('project.changed', { what: 'registry' });
      return {};
    },
    'sync.history': ({ productId }) => productHistory(project().db, productId),
  };
}
