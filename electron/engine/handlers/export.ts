import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { exportBundle } from '../bundle/export-bundle';

export function exportHandlers(context: Context): Pick<Handlers, 'project.export'> {
  return {
    'project.export': ({ out, job }) =>
      context.jobs.run(job, (running) => exportBundle(context, out, running)),
  };
}
