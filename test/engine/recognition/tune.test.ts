import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { operations, scoreTable } from '@shared/curves';
import { crossFitted } from '@shared/product-shifts';
import { createEngine, type Engine } from '../../../electron/engine/engine';
import { loadGallery } from '../../../electron/engine/recognition/load-gallery';
import { Recogniser } from '../../../electron/engine/recognition/recogniser';
import { gatherReport } from '../../../electron/engine/report/report-data';
import { RunStore } from '../../../electron/engine/training/run-store';
import { runRecord } from '../../support/run-record';

let root: string;
let engine: Engine;
const scores = async () => (await engine.handlers['tune.scores']({ job: 'score' })).photos;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-tune-'));
  engine = createEngine(() => {});
  await engine.handlers['project.sample']({ folder: join(root, 'sample'), job: 'sample' });
  await engine.handlers['registry.registerClasses']({ references: 2, job: 'register' });
});
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

it('scores validation photos and strangers, and says which of them the model was trained on', async () => {
  const before = await scores();
  const list = await engine.handlers['photos.list']({ split: 'val' });
  expect(new Set(before.map(({ photoId }) => photoId))).toEqual(new Set(list.map(({ id }) => id)));
  expect(before.some(({ trained }) => trained)).toBe(false);

  const seen = before[0].photoId;
  const project = engine.session.project();
  await new RunStore(project.paths.runs).write({
    version: 1,
    summary: runRecord({ id: 'seen' }),
    train: [{ photoId: seen, label: 0 }],
    val: [{ photoId: before[1].photoId, label: 0 }],
  });
  await project.settings.set('modelRunId', 'seen');
  const after = await scores();
  expect(after.filter(({ trained }) => trained).map(({ photoId }) => photoId)).toEqual([seen]);
  await project.settings.set('modelRunId', null);
});

it('compares a photo with the gallery once, until a product changes', async () => {
  const { handlers } = engine;
  const before = await scores();
  const describe = vi.spyOn(Recogniser.prototype, 'describe');
  expect(await scores()).toEqual(before);

  const { photoId, truth } = before.find((scored) => scored.truth !== null)!;
  const own = (await handlers['classes.list']({})).find((photoClass) => photoClass.name === truth)!;
  const stranger = await handlers['classes.create']({ name: 'Not ours', kind: 'unknown' });
  await handlers['photos.label']({ ids: [photoId], classId: stranger.id });
  const relabelled = await scores();
  const one = (list: typeof before) => list.find((scored) => scored.photoId === photoId)!;
  expect(one(relabelled)).toEqual({ ...one(before), truth: null, shows: null });
  expect(describe).not.toHaveBeenCalled();
  await handlers['photos.label']({ ids: [photoId], classId: own.id });

  const { id, name } = (await handlers['registry.list']({})).find(
    (product) => product.name === one(before).nearest,
  )!;
  const rename = (to: string) => handlers['products.edit']({ changes: [{ id, fields: { name: to } }] });
  await rename('Another');
  expect(one(await scores()).nearest).toBe('Another');
  expect(describe).toHaveBeenCalled();
  await rename(name);
  expect(await scores()).toEqual(before);
  vi.restoreAllMocks();
});

it('keeps nothing that was compared with a gallery that changed meanwhile', async () => {
  const { handlers, session } = engine;
  const { nearest } = (await scores())[0];
  const { id } = (await handlers['registry.list']({})).find(({ name }) => name === nearest)!;
  const rename = (to: string) => handlers['products.edit']({ changes: [{ id, fields: { name: to } }] });
  const names = async () => new Set((await scores()).map((photo) => photo.nearest));
  await rename('Before');
  const describe = Recogniser.prototype.describe;
  vi.spyOn(Recogniser.prototype, 'describe').mockImplementationOnce(async function (
    this: Recogniser,
    photos,
  ) {
    await rename('Meanwhile');
    await loadGallery(session.project(), this.version);
    return describe.call(this, photos);
  });
  expect(await names()).toContain('Meanwhile');
  await rename('Before');
  expect(await names()).toContain('Before');
  expect(await names()).not.toContain('Meanwhile');
  await rename(nearest);
  vi.restoreAllMocks();
});

it('keeps photos as a set, tries each model on them, and follows labels and thresholds', async () => {
  const { handlers, session } = engine;
  const photoIds = (await scores()).map(({ photoId }) => photoId);
  const { id } = await handlers['evaluations.create']({ name: ' Spring ', photoIds });
  const list = () => handlers['evaluations.list']({});
  const results = () => handlers['evaluations.results']({ id });
  const run = () => handlers['evaluations.run']({ id, job: 'run' });
  expect(await list()).toMatchObject([{ id, name: 'Spring', photoCount: photoIds.length, due: true }]);
  await run();
  await run();
  expect(await list()).toMatchObject([{ due: false }]);
  const [first, ...others] = await results();
  expect(others).toEqual([]);
  const byId = (a: { photoId: string }, b: { photoId: string }) => (a.photoId < b.photoId ? -1 : 1);
  expect([...first.photos].sort(byId)).toEqual((await scores()).sort(byId));

  // Another model; the class of a product is renamed with it, and its photos are relabelled.
  await session.project().settings.set('modelRunId', 'seen');
  expect(await list()).toMatchObject([{ due: true }]);
  const product = (await handlers['registry.list']({}))[0];
  await handlers['products.edit']({ changes: [{ id: product.id, fields: { name: 'Renamed' } }] });
  const named = (await handlers['classes.list']({})).find(({ name }) => name === product.name)!;
  await handlers['classes.edit']({ id: named.id, name: 'Renamed' });
  const own = first.photos.filter(({ truth }) => truth === product.name).map(({ photoId }) => photoId);
  await handlers['photos.label']({ ids: own, classId: null });
  await handlers['tune.setThreshold']({ threshold: 0.5 });
  await run();
  await handlers['tune.setThreshold']({ threshold: 0.75 });
  const [second, before] = await results();
  expect(before).toEqual(first);
  expect(second).toMatchObject({ runId: 'seen', threshold: 0.75 });
  expect(second.photos.filter(({ truth }) => truth === 'Renamed').map(({ photoId }) => photoId)).toEqual(own);

  await handlers['evaluations.setRemoved']({ id, removed: true });
  expect(await list()).toEqual([]);
  await handlers['evaluations.setRemoved']({ id, removed: false });
  expect(await list()).toHaveLength(1);
  await expect(handlers['evaluations.create']({ name: 'None', photoIds: [own[0]] })).rejects.toMatchObject({
    code: 'no-photos',
  });
});

it('lets products have thresholds of their own, until there is another model', async () => {
  const { handlers, session } = engine;
  await handlers['tune.setThreshold']({ threshold: 0.5 });
  const due = async () => (await handlers['evaluations.list']({}))[0].due;
  expect(await due()).toBe(false);
  const [{ photoId, nearest, score }] = (await scores()).sort((a, b) => b.score - a.score);
  const { id } = (await handlers['registry.list']({})).find(({ name }) => name === nearest)!;
  const recognise = async (threshold?: number) =>
    (await handlers['recognise.photos']({ photos: [{ photoId }], threshold }))[0];
  expect((await recognise()).product?.name).toBe(nearest);

  const { productShifts } = await handlers['tune.setProductShifts']({ shifts: { [id]: 15 } });
  expect(productShifts).toEqual({ [id]: 15 });
  // What was measured with other thresholds is measured again; a report never by photos that they were fitted to.
  expect(await due()).toBe(true);
  const { curve } = await session.jobs.run('report', (job) => gatherReport(session, job));
  expect(curve).toEqual(operations(scoreTable(crossFitted(await scores()))));
  const answer = await recognise();
  expect(answer).toMatchObject({ product: null });
  expect(answer.threshold).toBeCloseTo(1 / (1 + Math.exp(-15)), 9);
  expect(answer.score).toBeCloseTo(score, 6);
  expect((await recognise(0.5)).product?.name).toBe(nearest);

  await handlers['model.use']({ runId: null, job: 'use' });
  expect((await handlers['project.current']({}))?.productShifts).toBeNull();
  expect((await recognise()).product?.name).toBe(nearest);
});
