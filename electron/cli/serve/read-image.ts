import type { IncomingMessage } from 'node:http';
import { HttpError } from './http-error';

const imageTypes = /^(image\/(jpeg|png|webp)|application\/octet-stream)$/;

/**
 * The picture in a request: its body, or the first file of a form.
 * @throws HttpError 413 where it is larger than `mostBytes`, 415 for another type, 400 where there is none
 */
export async function readImage(request: IncomingMessage, mostBytes: number): Promise<Uint8Array> {
  const type = request.headers['content-type'] ?? '';
  const plain = type.split(';')[0].trim().toLowerCase();
  if (plain !== 'multipart/form-data' && !imageTypes.test(plain))
    throw new HttpError(
      415,
      'unsupported-type',
      'Send a JPEG, PNG or WebP as the body, or a form with one file.',
    );
  const body = await readBody(request, mostBytes);
  const image = plain === 'multipart/form-data' ? await fileOf(body, type) : body;
  if (!image.length) throw new HttpError(400, 'empty', 'There is no picture in the request.');
  return image;
}

async function readBody(request: IncomingMessage, mostBytes: number): Promise<Buffer> {
  const tooLarge = () => new HttpError(413, 'too-large', `A picture has at most ${mostBytes} bytes.`);
  if (Number(request.headers['content-length'] ?? 0) > mostBytes) throw tooLarge();
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += (chunk as Buffer).length;
    if (size > mostBytes) throw tooLarge();
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks);
}

/** The first file of a form. */
async function fileOf(body: Buffer, type: string): Promise<Uint8Array> {
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    .catch(() => null);
  if (!form) throw new HttpError(400, 'bad-form', 'The form cannot be read.');
  for (const value of form.values())
    if (typeof value !== 'string') return new Uint8Array(await value.arrayBuffer());
  return new Uint8Array();
}
