import { randomUUID } from 'node:crypto';
import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { addReferences, changeReferences } from '../recognition/references';
import { listProducts, registerProduct, replacePhotos, setRemoved } from '../recognition/registry';
import { reembed } from '../recognition/reembed';
import type { Recogniser } from '../recognition/recogniser';
import { productHealth } from '../recognition/health';
import { findLookalike } from '../recognition/lookalike';
import { unregisteredClasses } from '../recognition/unregistered-classes';

type RegistryCalls = Extract<keyof Handlers, `registry.${string}`>;

export function registryHandlers(context: Context): Pick<Handlers, RegistryCalls> {
  const { project, recogniser, emit, jobs } = context;
  const changed = <T>(result: T): T => {
    emit('project.changed', { what: 'registry' });
    return result;
  };
  /** Describes photos, as a job, for which a model that is replaced waits; the new one then describes them too. */
  const describing = <T>(work: (model: Recogniser) => Promise<T>): Promise<T> =>
    jobs.run(randomUUID(), async () => {
      const model = await recogniser();
      const result = await work(model);
      const now = await recogniser();
      if (now.version !== model.version) await reembed(project(), now);
      return changed(result);
    });
  return {
    'registry.list': () => listProducts(project().db),
    'registry.register': ({ name, photos }) =>
      describing((model) => registerProduct(project(), model, name, photos)),
    'registry.replacePhotos': ({ id, photos }) =>
      describing((model) => replacePhotos(project(), model, id, photos)),
    'registry.addPhotos': ({ id, photos }) =>
      describing((model) => addReferences(project(), model, id, photos)),
    'registry.changeReferences': ({ changes }) =>
      describing(async (model) => {
        await changeReferences(project(), model, changes);
        return {};
      }),
    'registry.lookalike': async ({ photos, except }) => ({
      lookalike: await findLookalike(project(), await recogniser(), photos, except),
    }),
    'registry.health': ({ job }) => jobs.run(job, (running) => productHealth(context, running)),
    async 'registry.preview'({ paths }) {
      const { files } = project();
      await files.forgetOldQueries();
      return Promise.all(paths.map(async (path) => ({ path, photoId: (await files.addQuery(path)).id })));
    },
    async 'registry.remove'({ id }) {
      await setRemoved(project(), id, true);
      return changed({});
    },
    async 'registry.restore'({ id }) {
      await setRemoved(project(), id, false);
      return changed({});
    },
    'registry.registerClasses': ({ references, job }) =>
      jobs.run(job, async (running) => {
        const classes = await unregisteredClasses(project(), references);
        const registered = [];
        try {
          for (const { name, photoIds } of classes) {
            running.throwIfCancelled();
            const photos = photoIds.map((photoId) => ({ photoId }));
            registered.push(await registerProduct(project(), await recogniser(), name, photos));
            running.report(registered.length, classes.length, name);
          }
          return registered;
        } finally {
          changed(registered);
        }
      }),
  };
}
