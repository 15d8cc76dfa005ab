import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { isIP } from 'node:net';
import { HttpError } from './http-error';

/** Throws 401 unless the request carries the token; without one anybody may ask. */
export function checkToken(request: IncomingMessage, token: string | null): void {
  if (token === null) return;
  const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(digest(given), digest(token))) return;
  throw new HttpError(401, 'wrong-token', 'Send the token as “Authorization: Bearer …”.', {
    'www-authenticate': 'Bearer',
  });
}

const digest = (text: string) => createHash('sha256').update(text).digest();

/**
 * Throws 403 for a page of another site: a browser sends its requests here although its user never asked for it. The
 * name in `Host` must be an address or localhost, so that no site can point its own name at this machine.
 */
export function checkSite({ headers }: IncomingMessage): void {
  const host = headers.host ?? '';
  const name = host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1');
  if (name !== 'localhost' && !isIP(name))
    throw new HttpError(403, 'wrong-host', 'Call this machine by its address.');
  if (headers.origin !== undefined && headers.origin !== `http://${host}`)
    throw new HttpError(403, 'wrong-site', 'Pages of other sites may not ask.');
}
