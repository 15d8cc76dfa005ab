import { rm } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { useModel } from '../../../electron/engine/recognition/use-model';
import { otherModel } from '../../support/other-model';
import { noPhotos, productPhotos } from '../../support/photos';
import { inWorkshop, type Workshop } from '../../support/workshop';

/** How many of the references each model has described. */
async function described({ engine }: Workshop): Promise<Record<string, number>> {
  const { db } = engine.session.project();
  const rows = await db.selectFrom('product_descriptors').select('model').execute();
  const counts: Record<string, number> = {};
  for (const { model } of rows) counts[model] = (counts[model] ?? 0) + 1;
  return counts;
}

/** Registers products with two photos each. */
async function fill({ engine }: Workshop, products: number): Promise<string[][]> {
  const photos = [...(await productPhotos()).values()].slice(0, products).map((paths) => paths.slice(0, 2));
  for (const [i, paths] of photos.entries())
    await engine.handlers['registry.register']({ name: `P${i}`, photos: paths.map((path) => ({ path })) });
  return photos;
}

describe.skipIf(noPhotos())('another model', () => {
  it('takes nothing from jobs that compare with what the one before has described', () =>
    inWorkshop(async (workshop) => {
      const { handlers, session } = workshop.engine;
      await fill(workshop, 3);
      const { version } = await readBackbone();
      let end = () => {};
      const job = session.jobs.run('long', () => new Promise<void>((resolve) => (end = resolve)));
      await handlers['model.use']({ runId: await otherModel(workshop.folder), job: 'use' });
      const both = { [version]: 6, [`other+${version}`]: 6 };
      expect(await described(workshop)).toEqual(both);
      end();
      await job;
      await expect.poll(() => described(workshop)).toEqual({ [`other+${version}`]: 6 });
    }));

  it('comes after the one that is being changed to, and is the one that describes all photos', () =>
    inWorkshop(async (workshop) => {
      const { handlers, session } = workshop.engine;
      const photos = await fill(workshop, 3);
      const { version } = await readBackbone();
      const runs = [await otherModel(workshop.folder, 'a'), await otherModel(workshop.folder, 'b', 0.2)];
      await Promise.all(runs.map((runId) => handlers['model.use']({ runId, job: runId })));
      expect(await session.project().settings.get('modelRunId')).toBe('b');
      expect((await session.recogniser()).version).toBe(`b+${version}`);
      await expect.poll(() => described(workshop)).toEqual({ [`b+${version}`]: 6 });
      const [answer] = await handlers['recognise.photos']({ photos: [{ path: photos[1][0] }] });
      expect(answer).toMatchObject({ product: { name: 'P1' } });
      expect(answer.score).toBeCloseTo(1, 3);
    }));

  it('goes on without a registered photo that cannot be read', () =>
    inWorkshop(async (workshop) => {
      const { handlers, session } = workshop.engine;
      const photos = await fill(workshop, 2);
      const { version } = await readBackbone();
      const { photo_id, extension } = await session
        .project()
        .db.selectFrom('product_references')
        .select(['photo_id', 'extension'])
        .orderBy('id')
        .executeTakeFirstOrThrow();
      await rm(session.project().files.pathOf({ id: photo_id, extension }));
      await handlers['model.use']({ runId: await otherModel(workshop.folder), job: 'use' });
      await expect.poll(() => described(workshop)).toEqual({ [`other+${version}`]: 3 });
      const answers = await handlers['recognise.photos']({
        photos: [{ path: photos[0][1] }, { path: photos[1][0] }],
      });
      expect(answers.map(({ product }) => product?.name)).toEqual(['P0', 'P1']);
    }));

  it('is chosen at once where the project closes, and describes the gallery when that is opened again', () =>
    inWorkshop(async (workshop) => {
      const { handlers, session } = workshop.engine;
      await fill(workshop, 3);
      const { version } = await readBackbone();
      const runId = await otherModel(workshop.folder);
      const used = useModel(session, runId);
      session.startClosing();
      await used;
      expect(await described(workshop)).toEqual({ [version]: 6 });
      await handlers['project.close']({});
      const { modelRunId } = await handlers['project.open']({ folder: workshop.folder });
      expect(modelRunId).toBe(runId);
      await session.recogniser();
      await expect.poll(() => described(workshop)).toEqual({ [`other+${version}`]: 6 });
    }));

  it('finds what it said of a test set once due again, since it was with another threshold', () =>
    inWorkshop(async (workshop) => {
      const { handlers } = workshop.engine;
      await fill(workshop, 2);
      const [[name, paths]] = await productPhotos();
      await workshop.import(name, paths.slice(2, 5), 'test');
      await handlers['products.edit']({
        changes: [{ id: (await handlers['registry.list']({}))[0].id, fields: { name } }],
      });
      const photoIds = (await handlers['photos.list']({})).map(({ id }) => id);
      const { id } = await handlers['evaluations.create']({ name: 'Spring', photoIds });
      await handlers['evaluations.run']({ id, job: 'run' });
      await handlers['model.use']({ runId: await otherModel(workshop.folder), job: 'use' });
      await handlers['tune.setThreshold']({ threshold: 0.5 });
      await handlers['model.use']({ runId: null, job: 'use' });
      expect(await handlers['evaluations.list']({})).toMatchObject([{ due: true }]);
    }));
});
