import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { useModel } from '../recognition/use-model';

/** Which weights recognise. */
export function modelHandlers(context: Context): Pick<Handlers, 'model.use'> {
  return {
    'model.use': ({ runId, job }) =>
      context.jobs.run(job, async (running) => {
        await useModel(context, runId, running);
        return context.project().describe();
      }),
  };
}
