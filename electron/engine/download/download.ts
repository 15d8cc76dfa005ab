import { createHash } from 'node:crypto';
import { StudioError } from '@shared/errors';
import type { Job } from '../jobs';
import { Silence } from './silence';

/** A file to fetch. */
export interface Wanted {
  url: string;
  /** Bytes. */
  size: number;
  /** What is thrown where it does not come, or not whole. */
  failed(why: string, detail?: string): StudioError;
}

/**
 * Fetches a file and holds it against its size and the MD5 that the server sends with it, if it does. Progress is in
 * megabytes.
 * @throws StudioError what `wanted.failed` makes, `cancelled`
 */
export async function download(wanted: Wanted, job: Job): Promise<Uint8Array> {
  const bytes = new Uint8Array(wanted.size);
  let at = 0;
  for await (const chunk of stream(wanted, job)) {
    bytes.set(chunk, at);
    at += chunk.length;
    job.report(megabytes(at), megabytes(wanted.size), wanted.url);
  }
  return bytes;
}

/** The same, as it comes; what is wrong with the file may be thrown after its last piece. */
export async function* stream(wanted: Wanted, job: Job): AsyncGenerator<Uint8Array> {
  const silence = new Silence(job.signal);
  const explain = (why: string) => (error: unknown) => {
    job.throwIfCancelled();
    throw error instanceof StudioError ? error : wanted.failed(why, reasonOf(error));
  };
  try {
    const response = await silence
      .until(fetch(wanted.url, { signal: silence.signal }))
      .catch(explain('The server cannot be reached. Is there a network?'));
    if (!response.ok) throw wanted.failed(`The server answered ${response.status}.`);
    const reader = response.body!.getReader();
    const read = () =>
      silence.until(reader.read()).catch(explain('The connection was cut before the whole file was here.'));
    const promised = md5In(response.headers);
    const md5 = createHash('md5');
    let at = 0;
    for (let part = await read(); !part.done; part = await read()) {
      at += part.value.length;
      if (at > wanted.size) throw wrongSize(wanted, 'larger');
      if (promised) md5.update(part.value);
      yield part.value;
    }
    if (at < wanted.size) throw wrongSize(wanted, 'smaller');
    if (promised) checkMd5(wanted, md5.digest('base64'), promised);
  } finally {
    silence.end();
  }
}

export const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;

/** Google Cloud Storage: https://cloud.google.com/storage/docs/xml-api/reference-headers#xgooghash, in base 64. */
const md5In = (headers: Headers) => /md5=([\w+/=]+)/.exec(headers.get('x-goog-hash') ?? '')?.[1];

function checkMd5(wanted: Wanted, found: string, promised: string): void {
  if (found === promised) return;
  throw wanted.failed(
    'The file that arrived is damaged: its checksum is wrong.',
    `MD5 ${found}, not ${promised}`,
  );
}

const wrongSize = ({ size, failed }: Wanted, how: 'larger' | 'smaller') =>
  failed(`The file that arrived is not the one expected: it is ${how} than ${size} bytes.`);

const reasonOf = (error: unknown) => String((error as Error).cause ?? error);
