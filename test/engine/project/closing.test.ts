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

  it('is let go of while its model loads, and opens again', async () => {
    await inWorkshop(async ({ engine: { handlers }, folder }) => {
      const [[path]] = (await productPhotos()).values();
      const answer = handlers['recognise.photos']({ photos: [{ path }] }).catch(() => null);
      await handlers['project.close']({});
      await answer;
      expect(await handlers['project.open']({ folder })).toMatchObject({ folder });
    });
  });
});

describe('a model that is replaced', () => {
  it('stays with the jobs that began with it', async () => {
    await inWorkshop(async (workshop) => {
      const classes = [...(await productPhotos())].slice(0, 3);
      for (const [className, paths] of classes) await workshop.import(className, paths);
      const map = jobs.map(workshop) as Promise<{ ids: string[] }>;
      await firstReport(workshop);
      await workshop.engine.handlers['model.use']({ runId: null, job: 'another model' });
      expect((await map).ids.length).toBe(classes.flatMap(([, paths]) => paths).length);
    });
  });
});

async function firstReport(workshop: Workshop): Promise<void> {
  let report: EventData<'job.progress'>;
  do report = await workshop.next('job.progress');
  while (report.job !== 'under way');
}
