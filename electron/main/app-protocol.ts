import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';
import { protocol } from 'electron';
import { appScheme, photoScheme } from './schemes';

const pages = join(__dirname, '../renderer');

const contentTypes: Partial<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Mantine writes style attributes, hence 'unsafe-inline' for styles; scripts come from our files only. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  `img-src 'self' ${photoScheme}: data: blob:`,
  "font-src 'self' data:",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Serves the built window, so that it has an origin of its own and none of the powers of `file://`. */
export function registerAppProtocol(): void {
  protocol.handle(appScheme, async (request) => {
    const path = normalize(join(pages, decodeURIComponent(new URL(request.url).pathname)));
    const contentType = contentTypes[extname(path)];
    if (!path.startsWith(pages + sep) || !contentType) return new Response(null, { status: 404 });
    try {
      return new Response(await readFile(path), {
        headers: { 'content-type': contentType, 'content-security-policy': contentSecurityPolicy },
      });
    } catch {
      return new Response(null, { status: 404 });
    }
  });
}
