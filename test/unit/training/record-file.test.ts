import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { RecordFile } from '../../../electron/engine/training/record-file';

let root: string;
let file: RecordFile;
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'ramune-records-'));
  file = await RecordFile.create(join(root, 'records'), 2);
});
afterEach(async () => {
  await file.remove();
  await rm(root, { recursive: true, force: true });
});

describe('a file of records', () => {
  it('gives back what was written, in the order that is asked for', async () => {
    await file.write(0, new Uint8Array([1, 2, 3, 4]));
    await file.write(2, new Uint8Array([5, 6]));
    expect([...(await file.read([2, 0]))]).toEqual([5, 6, 1, 2]);
  });

  it('says that the disk is full where only a part fits', async () => {
    const { file: handle } = file as unknown as { file: { write(): Promise<{ bytesWritten: number }> } };
    vi.spyOn(handle, 'write').mockResolvedValue({ bytesWritten: 1 });
    await expect(file.write(0, new Uint8Array([1, 2]))).rejects.toMatchObject({ code: 'disk-full' });
  });
});
