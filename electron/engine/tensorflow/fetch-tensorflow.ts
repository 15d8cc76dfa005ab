import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { StudioError } from '@shared/errors';
import { megabytes, stream, type Wanted } from '../download/download';
import type { Job } from '../jobs';
import { explained } from '../project/folder';
import { tensorFlowOffer, type TensorFlowOffer } from './offer';

/**
 * Fetches native TensorFlow and puts it where it is loaded from, whole or not at all, in place of an earlier version.
 * @throws StudioError `engine-unavailable` where there is none to be had, `tensorflow-download`, `disk-full`, `cancelled`
 */
export async function fetchTensorFlow(job: Job): Promise<void> {
  const found = tensorFlowOffer();
  if (!found) throw new StudioError('engine-unavailable', 'This studio knows of no TensorFlow to fetch.');
  const { folder, offer } = found;
  const temporary = `${folder}.tmp`;
  await explained(dirname(folder), async () => {
    await rm(temporary, { recursive: true, force: true });
    try {
      await fetchFiles(offer, temporary, job);
      await rm(folder, { recursive: true, force: true });
      await rename(temporary, folder);
      await removeOthers(folder);
    } finally {
      await rm(temporary, { recursive: true, force: true });
    }
  });
}

/** A gigabyte each. One that Windows still has loaded stays until the next time. */
async function removeOthers(folder: string): Promise<void> {
  const kept = dirname(folder);
  const others = (await readdir(kept)).filter((name) => name !== basename(folder));
  await Promise.allSettled(others.map((name) => rm(join(kept, name), { recursive: true, force: true })));
}

async function fetchFiles({ url, files }: TensorFlowOffer, folder: string, job: Job): Promise<void> {
  const total = files.reduce((sum, { bytes }) => sum + bytes, 0);
  let done = 0;
  for (const { path, bytes, sha256 } of files) {
    const wanted: Wanted = { url: `${url}/${path}.gz`, size: bytes, failed };
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    const heard = (size: number) => {
      done += size;
      job.report(megabytes(done), megabytes(total), path);
    };
    await pipeline(checked(wanted, sha256, job, heard), createGunzip(), createWriteStream(target)).catch(
      explainArchive,
    );
  }
}

/** The file as it comes; at its end it throws unless it is the one that was promised. */
async function* checked(wanted: Wanted, sha256: string, job: Job, heard: (bytes: number) => void) {
  const hash = createHash('sha256');
  for await (const chunk of stream(wanted, job)) {
    hash.update(chunk);
    heard(chunk.length);
    yield chunk;
  }
  const found = hash.digest('hex');
  if (found !== sha256)
    throw failed('What arrived is not what this studio was promised.', `SHA-256 ${found}, not ${sha256}`);
}

function explainArchive(error: NodeJS.ErrnoException): never {
  throw error.code?.startsWith('Z_') ? failed('What arrived is damaged.', error.message) : error;
}

const failed = (why: string, detail = '') => new StudioError('tensorflow-download', why, detail);
