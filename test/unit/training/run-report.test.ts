import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { presets } from '@shared/recipe';
import type { RunHistory } from '@shared/training';
import { chartSvg } from '../../../electron/engine/training/report/chart-svg';
import { exportRun } from '../../../electron/engine/training/report/export-run';
import { metricsCsv } from '../../../electron/engine/training/report/metrics-csv';

const steps = Array.from({ length: 6 }, (_, i) => ({
  step: i + 1,
  stage: i < 3 ? 0 : 1,
  loss: 3 - i / 4,
  accuracy: i / 6,
  learningRate: 1e-3,
  imagesPerSecond: 40,
}));
const epochs = [3, 6].map((step, i) => ({
  runId: 'r',
  epoch: i + 1,
  step,
  stage: i,
  from: ['head', 'block_13'][i],
  loss: 2,
  accuracy: 0.5,
  valLoss: 1.5 - i,
  valAccuracy: 0.6 + i / 10,
  learningRate: 1e-3,
  seconds: 1,
  best: i === 1,
}));
const history = { summary: { id: 'r', recipe: presets.quick }, steps, epochs } as unknown as RunHistory;

it('has a row for every step and epoch, in the order they were measured', () => {
  const rows = parse<Record<string, string>>(metricsCsv(history), { columns: true });
  expect(rows.map(({ kind }) => kind).join(' ')).toBe('step step step epoch step step step epoch');
  expect(rows[1]).toMatchObject({
    step: '2',
    loss: '2.75',
    learning_rate: '0.001',
    from: 'head',
    val_loss: '',
  });
  expect(rows[7]).toMatchObject({
    epoch: '2',
    val_loss: '0.5',
    val_accuracy: '0.7',
    best: '1',
    from: 'block_13',
  });
});

it('draws every finite value inside the picture, also of runs with nothing in them', () => {
  for (const shown of [
    history,
    { ...history, steps: steps.slice(0, 1), epochs: [] },
    { ...history, steps: [], epochs: [] },
  ]) {
    const svg = chartSvg(shown);
    expect(svg).not.toMatch(/NaN|Infinity/);
    for (const [, points] of svg.matchAll(/points="([^"]*)"/g))
      for (const point of points.split(' ').filter(Boolean)) {
        const [x, y] = point.split(',').map(Number);
        expect(x).toBeGreaterThanOrEqual(70);
        expect(x).toBeLessThanOrEqual(936);
        expect(y).toBeGreaterThanOrEqual(39.9);
        expect(y).toBeLessThanOrEqual(216.1);
      }
  }
});

it('writes CSV, SVG and PNG', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ramune-report-'));
  try {
    const files = await exportRun(history, folder);
    expect(files.map((file) => file.split('.').at(-1))).toEqual(['csv', 'svg', 'png']);
    expect(await readFile(files[0], 'utf8')).toBe(metricsCsv(history));
    expect(await sharp(files[2]).metadata()).toMatchObject({ format: 'png', width: 1920, height: 1500 });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
