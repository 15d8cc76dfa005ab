import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { exportModel } from '../recognition/export-model';

export function exportHandlers(context: Context): Pick<Handlers, 'project.export'> {
  return {
    'project.export': ({ out, job }) =>
      context.jobs.run(job, async (running) => ({ files: await exportModel(context, out, running) })),
  };
}
