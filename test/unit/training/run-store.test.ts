import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type RunFile, RunStore } from '../../../electron/engine/training/run-store';
import { runRecord } from '../../support/run-record';

const run = (id: string): RunFile => ({
  version: 1,
  summary: runRecord({ id, startedAt: `2026-01-01T00:00:0${id}Z` }),
  train: [],
  val: [],
});

describe('the runs of a project', () => {
  let folder: string;
  let store: RunStore;
  const ids = async () => (await store.list()).map(({ id }) => id);

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'ramune-store-'));
    store = new RunStore(folder);
    for (const id of ['1', '2', '3']) await store.write(run(id));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keep their tags and notes while their own file is written again', async () => {
    await store.describe('2', { tags: ['baseline'], notes: 'first\ntry' });
    await store.write(run('2'));
    const [, second, first] = await store.list();
    expect(second).toMatchObject({ id: '2', tags: ['baseline'], notes: 'first\ntry' });
    expect(first).toMatchObject({ id: '1', tags: [], notes: '' });
    expect((await store.history('2')).summary.tags).toEqual(['baseline']);
  });

  it('can be taken out and put back with their notes', async () => {
    await store.describe('2', { tags: ['kept'], notes: '' });
    await store.takeOut('2');
    expect(await ids()).toEqual(['3', '1']);
    await store.putBack('2');
    expect((await store.list())[1]).toMatchObject({ id: '2', tags: ['kept'] });
  });

  it('are deleted once taken out, but for the one in use', async () => {
    await store.takeOut('1');
    await store.takeOut('2');
    await store.purge('2');
    expect((await readdir(folder)).sort()).toEqual(['2', '3']);
  });

  it('are kept where the one in use began with their weights', async () => {
    const { version, summary, ...photos } = run('3');
    await store.write({ version, summary: { ...summary, startedFrom: '2' }, ...photos });
    await store.takeOut('1');
    await store.takeOut('2');
    await store.purge('3');
    expect((await readdir(folder)).sort()).toEqual(['2', '3']);
  });

  it('are listed although their notes are damaged, and refuse notes for what is not there', async () => {
    await writeFile(join(folder, '3', 'notes.json'), '{"tags":');
    expect(await ids()).toEqual(['3', '2', '1']);
    const none = store.describe('9', { tags: [], notes: '' });
    await expect(none).rejects.toMatchObject({ code: 'not-found' });
  });

  it('read what older runs wrote of a step', async () => {
    const line = { kind: 'step', step: 1, stage: 0, loss: 2, accuracy: 0.5 };
    await writeFile(join(folder, '1', 'metrics.jsonl'), `${JSON.stringify(line)}\n{"kind":"st`);
    const { steps } = await store.history('1');
    expect(steps).toEqual([{ step: 1, stage: 0, loss: 2, accuracy: 0.5 }]);
  });
});
