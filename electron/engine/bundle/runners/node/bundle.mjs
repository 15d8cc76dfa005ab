// Reads a bundle of Ramune Studio: refuses what is none, what is newer, and what is not whole.
import { createHash } from 'node:crypto';

/** The bundles that this program reads. */
export const bundleVersion = 3;

/** Why a bundle is refused, for a person. `reason`: `broken` or `newer`. */
export class BundleError extends Error {
  /**
   * @param {'broken' | 'newer'} reason
   * @param {string} message
   */
  constructor(reason, message) {
    super(message);
    this.reason = reason;
  }
}

/** @param {string} message */
const broken = (message) => new BundleError('broken', message);

/** What no bundle can do without. */
const needed = ['match.onnx', 'gallery.json', 'gallery.safetensors'];

/**
 * @typedef {{ path: string, bytes: number, sha256: string }} FileEntry
 * @typedef {{ precision: string, file: string }} ModelEntry
 * @typedef {{ version: number, made: string, model: string, models: ModelEntry[], files: FileEntry[] }} Manifest
 */

/**
 * The manifest, once every file that it lists is there and as it was.
 * @param {string} name what to call the bundle in messages
 * @param {(path: string) => Promise<Uint8Array | null>} read the file at a path inside the bundle; `null`: there is none
 * @returns {Promise<Manifest>}
 * @throws {BundleError}
 */
export async function checkBundle(name, read) {
  const manifest = parseManifest(name, await read('manifest.json'));
  for (const { path, sha256 } of manifest.files) {
    const data = await read(path);
    if (!data) throw broken(`${path} is missing from the bundle. Copy the whole bundle again.`);
    if (createHash('sha256').update(data).digest('hex') !== sha256)
      throw broken(`${path} has changed since the bundle was made. Copy the whole bundle again.`);
  }
  return manifest;
}

/**
 * @param {string} name
 * @param {Uint8Array | null} data
 * @returns {Manifest}
 */
function parseManifest(name, data) {
  if (!data) throw broken(`${name} is not a bundle of Ramune Studio: it has no manifest.json.`);
  const manifest = parse(data);
  if (manifest?.format !== 'ramune-bundle') throw broken(`${name} is not a bundle of Ramune Studio.`);
  checkVersion(manifest.version);
  const listed = new Set(manifest.files?.map?.((file) => file?.path));
  const models = manifest.models?.map?.((model) => model?.file) ?? [];
  for (const path of listed)
    if (!isInside(path)) throw broken(`The bundle names a file outside itself (${path}). Do not use it.`);
  const missing = [...needed, ...models].find((path) => !listed.has(path));
  if (missing || !models.length)
    throw broken(`The bundle's manifest does not list ${missing ?? 'a model'}. Export it again.`);
  return manifest;
}

/** @param {unknown} version */
function checkVersion(version) {
  if (!Number.isInteger(version))
    throw broken('The manifest of the bundle names no version. Export it again.');
  const reads = `This bundle is of version ${version}; this program reads version ${bundleVersion}.`;
  if (Number(version) > bundleVersion)
    throw new BundleError('newer', `${reads} Use a newer program, or export it again.`);
  if (Number(version) < bundleVersion) throw broken(`${reads} Export it again.`);
}

/** @param {Uint8Array} data */
function parse(data) {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return null;
  }
}

/**
 * Whether a path of a bundle stays inside it, on every system.
 * @param {unknown} path
 */
export function isInside(path) {
  if (typeof path !== 'string' || /[\\:\0]/.test(path)) return false;
  return path.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
}
