import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Handlers } from '@shared/contract';
import type { Context } from '../context';
import { writeAtomic } from '../project/atomic-file';
import { gatherReport } from '../report/report-data';
import { reportHtml } from '../report/report-html';
import { exportBundle } from '../bundle/export-bundle';
import { networkFiles } from '../bundle/export-network';
import { writeFiles } from '../bundle/write-files';

export function exportHandlers(context: Context): Pick<Handlers, 'project.export' | 'project.report'> {
  return {
    'project.export': ({ out, format = 'bundle', job }) =>
      context.jobs.run(job, async (running) => {
        if (format === 'bundle') return exportBundle(context, out, running);
        const network = await networkFiles(context.project(), format);
        return { files: await writeFiles(out, network, 'network.json'), models: [] };
      }),
    'project.report': ({ out, language, job }) =>
      context.jobs.run(job, async (running) => {
        const file = reportFile(out ?? context.project().paths.cache);
        const html = reportHtml(await gatherReport(context, running), language);
        await mkdir(dirname(file), { recursive: true });
        await writeAtomic(file, html);
        return { file };
      }),
  };
}

const reportFile = (out: string) => (out.endsWith('.html') ? out : join(out, 'report.html'));
