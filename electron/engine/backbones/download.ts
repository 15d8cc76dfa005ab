import { createHash } from 'node:crypto';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { Silence } from './silence';

/**
 * Fetches a file of `size` bytes and holds it against that size and the MD5 that the server sends with it, if it does.
 * Progress is in megabytes.
 * @throws StudioError `weights-download`, `cancelled`
 */
export async function download(url: string, size: number, job: Job): Promise<Uint8Array> {
  const silence = new Silence(job.signal);
  const explain = (why: string) => (error: unknown) => {
    job.throwIfCancelled();
    throw error instanceof StudioError ? error : failed(url, why, reasonOf(error));
  };
  try {
    const response = await silence
      .until(fetch(url, { signal: silence.signal }))
      .catch(explain('The server cannot be reached. Is there a network?'));
    if (!response.ok) throw failed(url, `The server answered ${response.status}.`);
    const bytes = await readBody(response, size, job, silence).catch(
      explain('The connection was cut before the whole file was here.'),
    );
    checkMd5(url, bytes, response.headers.get('x-goog-hash'));
    return bytes;
  } finally {
    silence.end();
  }
}

async function readBody(response: Response, size: number, job: Job, silence: Silence): Promise<Uint8Array> {
  const bytes = new Uint8Array(size);
  let at = 0;
  const reader = response.body!.getReader();
  for (;;) {
    const { done, value: chunk } = await silence.until(reader.read());
    if (done) break;
    if (at + chunk.length > size) throw wrongSize(response.url, size, 'larger');
    bytes.set(chunk, at);
    at += chunk.length;
    job.report(megabytes(at), megabytes(size), response.url);
  }
  if (at < size) throw wrongSize(response.url, size, 'smaller');
  return bytes;
}

/** Google Cloud Storage: https://cloud.google.com/storage/docs/xml-api/reference-headers#xgooghash, in base 64. */
function checkMd5(url: string, bytes: Uint8Array, header: string | null): void {
  const expected = /md5=([\w+/=]+)/.exec(header ?? '')?.[1];
  const found = createHash('md5').update(bytes).digest('base64');
  if (!expected || expected === found) return;
  const detail = `MD5 ${found}, not ${expected}`;
  throw failed(url, 'The file that arrived is damaged: its checksum is wrong.', detail);
}

const wrongSize = (url: string, size: number, how: 'larger' | 'smaller') =>
  failed(url, `The file that arrived is not the one expected: it is ${how} than ${size} bytes.`);

const failed = (url: string, why: string, detail = '') =>
  new StudioError(
    'weights-download',
    `${why} Try again, or get ${url} elsewhere and import the file.`,
    detail,
  );

const reasonOf = (error: unknown) => String((error as Error).cause ?? error);
const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
