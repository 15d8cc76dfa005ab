import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader';
import { cleanGtin, isGtin } from '@shared/gtin';
import { beginsAsPhoto } from '../photos/begins-as-photo';
import { openPhoto } from '../photos/decode';

/** More pixels than this find no more codes. */
const longestSide = 1280;
let prepared = false;

/**
 * The article number under a bar code in a picture: EAN-13 (JAN), EAN-8 or UPC-A with the right check digit; `null`
 * where none can be read, as in a picture that is damaged.
 */
export async function readCode(image: Uint8Array): Promise<string | null> {
  if (!beginsAsPhoto(image)) return null;
  prepare();
  const pixels = await openPhoto(Buffer.from(image.buffer, image.byteOffset, image.byteLength))
    .resize(longestSide, longestSide, { fit: 'inside', withoutEnlargement: true })
    .ensureAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch(() => null);
  if (!pixels) return null;
  const { width, height } = pixels.info;
  const picture = {
    data: new Uint8ClampedArray(pixels.data),
    width,
    height,
    colorSpace: 'srgb',
  } as ImageData;
  const found = await readBarcodes(picture, { formats: ['EAN13', 'EAN8', 'UPCA'], maxNumberOfSymbols: 4 });
  const codes = found.filter(({ isValid }) => isValid).map(({ text }) => cleanGtin(text));
  return codes.find(isGtin) ?? null;
}

/** The package would fetch its WebAssembly from the network; ours is on the disk. */
function prepare(): void {
  if (prepared) return;
  const require = createRequire(import.meta.url);
  const wasm = readFileSync(require.resolve('zxing-wasm/reader/zxing_reader.wasm'));
  prepareZXingModule({
    overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) },
  });
  prepared = true;
}
