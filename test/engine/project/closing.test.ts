import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { EventData } from '@shared/contract';
import { productPhotos } from '../../support/photos';
import { inWorkshop, type Workshop } from '../../support/workshop';

/** Each is given enough to do that the project is closed in its midst. */
const jobs: Record<string, (workshop: Workshop) => Promise<unknown>> = {
  survey: ({ engine }) => engine.handlers['photos.survey']({ job: 'under way' }),
  map: ({ engine }) => engine.handlers['photos.map']({ job: 'under way' }),
  export: ({ engine, folder }) =>
    engine.handlers['photos.export']({ out: join(folder, '../out'), format: 'folder', job: 'under way' }),
  'packed project': ({ engine, folder }) =>
    engine.handlers['project.pack']({ out: join(folder, '../out.zip'), job: 'under way' }),
};

describe('a project that is closed', () => {
  it.each(Object.keys(jobs))('cancels its %s under way first, and waits for its end', async (name) => {
    await inWorkshop(async (workshop) => {
      for (const [className, paths] of [...(await productPhotos())].slice(0, 3))
        await workshop.import(className, paths);
      const outcome = jobs[name](workshop).then(
        () => 'done',
        (error: { code?: string }) => error.code,
      );
      await firstReport(workshop);
      let ended: unknown;
      void outcome.then((value) => (ended = value));
      await workshop.engine.handlers['project.close']({});
      expect(ended).toBe('cancelled');
    });
  });
});

async function firstReport(workshop: Workshop): Promise<void> {
  let report: EventData<'job.progress'>;
  do report = await workshop.next('job.progress');
  while (report.job !== 'under way');
}
