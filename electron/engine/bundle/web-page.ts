import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { gzipSync } from 'node:zlib';
import { assetPath } from '../assets';
import type { BundleFile } from './manifest';
import match from './runners/node/match.mjs?raw';
import offline from './runners/web/offline.mjs?raw';
import pixels from './runners/web/pixels.mjs?raw';

/** Nothing may be fetched, so that what the camera sees stays on the machine. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'unsafe-inline' blob: 'wasm-unsafe-eval'",
  "style-src 'unsafe-inline'",
  'img-src blob:',
].join('; ');

const held = ['model.onnx', 'match.onnx', 'gallery.json', 'gallery.safetensors'];

/**
 * The counter's page with everything it needs inside: onnxruntime-web, the float32 model and the gallery. It works
 * from the disk, without a network.
 */
export async function webPage(files: readonly BundleFile[]): Promise<BundleFile> {
  const parts = [
    ...files.filter(({ path }) => held.includes(path)),
    { path: 'match.mjs', data: Buffer.from(match) },
    { path: 'pixels.mjs', data: Buffer.from(pixels) },
    { path: 'ort.mjs', data: await runtimeFile('ort.wasm.bundle.min.mjs') },
    { path: 'ort.wasm', data: await runtimeFile('ort-wasm-simd-threaded.wasm') },
  ].map(({ path, data }) => `<script type="text/plain" id="${path}">${pack(data)}</script>`);
  const [page, style, counter] = await Promise.all(
    ['index.html', 'counter.css', 'counter.js'].map((name) => readFile(assetPath(`counter/${name}`), 'utf8')),
  );
  const scripts = [offline, counter].map((code) => `<script type="module">\n${code}</script>`);
  const html = page
    .replace(
      /<link rel="stylesheet".*?>/,
      () => `<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}" />
    <style>\n${style}</style>`,
    )
    .replace(/<script .*?<\/script>/, () => [...parts, ...scripts].join('\n'));
  return { path: 'web/recognise.html', data: Buffer.from(html) };
}

const pack = (data: Uint8Array) => gzipSync(data, { level: 9 }).toString('base64');

/** A file of onnxruntime-web, which lies beside its WebAssembly. */
function runtimeFile(name: string): Promise<Buffer> {
  const require = createRequire(import.meta.url);
  const wasm = require.resolve('onnxruntime-web/ort-wasm-simd-threaded.wasm');
  return readFile(wasm.replace(/[^/\\]*$/, name));
}
