import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { addReferences, changeReferences } from '../recognition/references';
import { listProducts, registerProduct, replacePhotos, setRemoved } from '../recognition/registry';
import { describing } from '../recognition/describing';
import { productHealth } from '../recognition/health';
import { findLookalike } from '../recognition/lookalike';
import { unregisteredClasses } from '../recognition/unregistered-classes';
import { announcingProducts } from './announce-products';

type RegistryCalls = Extract<keyof Handlers, `registry.${string}`>;

export function registryHandlers(context: Context): Pick<Handlers, RegistryCalls> {
  const { project, recogniser, emit, jobs } = context;
  const changed = announcingProducts(emit);
  return {
    'registry.list': () => listProducts(project().db),
    'registry.register': async ({ name, photos }) =>
      changed(await describing(context, (open, model) => registerProduct(open, model, name, photos))),
    'registry.replacePhotos': async ({ id, photos }) =>
      changed(await describing(context, (open, model) => replacePhotos(open, model, id, photos))),
    'registry.addPhotos': async ({ id, photos }) =>
      changed(await describing(context, (open, model) => addReferences(open, model, id, photos))),
    async 'registry.changeReferences'({ changes }) {
      await describing(context, (open, model) => changeReferences(open, model, changes));
      return changed({});
    },
    'registry.lookalike': ({ photos, except }) =>
      jobs.quietly(async () => ({
        lookalike: await findLookalike(project(), await recogniser(), photos, except),
      })),
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
            registered.push(
              await describing(context, (open, model) => registerProduct(open, model, name, photos)),
            );
            running.report(registered.length, classes.length, name);
          }
          return registered;
        } finally {
          changed(registered);
        }
      }),
  };
}
