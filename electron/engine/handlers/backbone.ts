import type { Handlers } from '@shared/contract';
import { addImageNet, importBackbone } from '../backbones/add-backbone';
import { listBackbones } from '../backbones/backbone-files';
import type { Context } from '../context';
import { useBackbone } from '../recognition/use-model';

type BackboneCalls = Extract<keyof Handlers, `backbone.${string}`>;

export function backboneHandlers(context: Context): Pick<Handlers, BackboneCalls> {
  const { project, jobs } = context;
  return {
    'backbone.list': () => listBackbones(project()),
    'backbone.fetch': ({ job }) =>
      jobs.run(job, async (running) => ({ name: await addImageNet(project(), running) })),
    'backbone.import': ({ path, job }) =>
      jobs.run(job, async (running) => ({ name: await importBackbone(project(), path, running) })),
    'backbone.use': ({ name, job }) =>
      jobs.run(job, async (running) => {
        await useBackbone(context, name, running);
        return project().describe();
      }),
  };
}
