import type { ServerResponse } from 'node:http';
import { StudioError } from '@shared/errors';

/** A refusal: the status and the code that a program can act on, and a sentence for a person. */
export class HttpError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly headers: Record<string, string> = {},
  ) {
    super(message);
  }
}

const statusOf: Partial<Record<string, number>> = {
  'photo-broken': 422,
  'no-products': 409,
  'bad-request': 400,
  'no-detector': 501,
};

/** Anything thrown as a refusal; what is not meant for a person is not told to the network. */
export function toHttpError(error: unknown): HttpError {
  if (error instanceof HttpError) return error;
  if (error instanceof StudioError)
    return new HttpError(statusOf[error.code] ?? 500, error.code, error.message);
  return new HttpError(500, 'internal', 'The studio could not answer.');
}

export function sendJson(
  response: ServerResponse,
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): void {
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/json; charset=utf-8',
    'content-length': Buffer.byteLength(text),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(text);
}
