import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { assetPath } from '../../engine/assets';

/** The page for a counter: a camera and the answer in large letters. */
export const pageFiles: ReadonlyMap<string, { name: string; type: string }> = new Map([
  ['/', { name: 'index.html', type: 'text/html; charset=utf-8' }],
  ['/counter.css', { name: 'counter.css', type: 'text/css; charset=utf-8' }],
  ['/counter.js', { name: 'counter.js', type: 'text/javascript; charset=utf-8' }],
]);

const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  'img-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

export function sendPage(response: ServerResponse, path: string): void {
  const { name, type } = pageFiles.get(path)!;
  const file = readFileSync(assetPath(`counter/${name}`));
  response.writeHead(200, {
    'content-type': type,
    'content-length': file.length,
    'content-security-policy': contentSecurityPolicy,
    'permissions-policy': 'camera=(self), microphone=()',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
    'cache-control': 'no-cache',
  });
  response.end(file);
}
