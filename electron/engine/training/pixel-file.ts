import { decodePixels } from '../photos/decode';
import { pixelBytes } from './feature-cache';
import { RecordFile } from './record-file';
import type { Sample } from './training-set';

const atOnce = 4;

/** Decodes photos once a run, one record each, in the order given. `turn` is awaited before each. */
export async function decodePixelFile(
  path: string,
  samples: readonly Sample[],
  turn: () => Promise<void>,
): Promise<RecordFile> {
  const file = await RecordFile.create(path, pixelBytes);
  let next = 0;
  const work = async () => {
    for (;;) {
      await turn();
      const index = next++;
      if (index >= samples.length) return;
      await file.write(index, await decodePixels(samples[index].path, samples[index].box));
    }
  };
  try {
    await Promise.all(Array.from({ length: atOnce }, work));
    return file;
  } catch (error) {
    await file.remove();
    throw error;
  }
}
