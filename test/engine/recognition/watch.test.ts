import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import type { Emit, EventData } from '@shared/contract';
import { createEngine, type Engine } from '../../../electron/engine/engine';

let root: string;
let engine: Engine;
const watched: EventData<'recognise.watched'>[] = [];
const ended: string[] = [];
const emit: Emit = (name, data) => {
  if (name === 'recognise.watched') watched.push(data as EventData<'recognise.watched'>);
  if (name === 'recognise.watchEnded') ended.push((data as EventData<'recognise.watchEnded'>).folder);
};

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-watch-'));
  engine = createEngine(emit);
  await engine.handlers['project.create']({ folder: join(root, 'project') });
});
beforeEach(() => void ended.splice(0));
afterAll(async () => {
  await engine.close();
  await rm(root, { recursive: true, force: true });
});

const watch = (name: string) => engine.handlers['recognise.watch']({ folder: join(root, name) });

it('says what went wrong with a photo by its code', async () => {
  await mkdir(join(root, 'in'));
  await watch('in');
  await new Promise((resolve) => setTimeout(resolve, 200));
  const gray = { width: 64, height: 64, channels: 3 as const, background: '#808080' };
  await writeFile(join(root, 'in/a.png'), await sharp({ create: gray }).png().toBuffer());
  await vi.waitFor(() => expect(watched).toHaveLength(1), 60_000);
  expect(watched).toMatchObject([{ name: 'a.png', answer: null, problem: { code: 'no-products' } }]);
});

it('says that a folder is gone, but not of one that another took the place of', async () => {
  await watch('missing');
  await vi.waitFor(() => expect(ended).toEqual([join(root, 'missing')]));
  await Promise.all([watch('gone before'), watch('missing')]);
  await vi.waitFor(() => expect(ended).toHaveLength(2));
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(ended).toEqual([join(root, 'missing'), join(root, 'missing')]);
});
