import { basename, dirname, extname, resolve } from 'node:path';
import { download } from '../download/download';
import type { Job } from '../jobs';
import { encodeBackbone, versionOf } from '../network/backbone';
import { convertLayers } from '../network/import/convert';
import type { LayerTensors } from '../network/import/layer-tensors';
import { readH5, readLayers } from '../network/import/read-layers';
import { writeAtomic } from '../project/atomic-file';
import type { OpenProject } from '../project/open-project';
import { pathOfBackbone } from './backbone-files';
import { imagenet } from './imagenet';
import { measureCells } from './measure-cells';
import { ordinaryPhotos } from './ordinary-photos';

/**
 * Fetches Keras's ImageNet weights and makes a backbone of them.
 * @returns its name, as `add` does
 * @throws StudioError `weights-download`, `weights-broken`, `weights-unfit`, `no-photos`, `cancelled`
 */
export async function addImageNet(project: OpenProject, job: Job): Promise<string> {
  const photos = await ordinaryPhotos(project);
  const wanted = imagenet();
  const layers = readH5(await download(wanted, job), wanted.url);
  return add(project, { stem: 'imagenet', source: wanted.url, layers, photos }, job);
}

/** Makes a backbone of a Keras HDF5 file or a TensorFlow.js `model.json`. */
export async function importBackbone(project: OpenProject, path: string, job: Job): Promise<string> {
  const photos = await ordinaryPhotos(project);
  const layers = await readLayers(path);
  return add(project, { stem: stemOf(path), source: basename(path), layers, photos }, job);
}

interface Source {
  /** How the name begins. */
  stem: string;
  source: string;
  layers: LayerTensors;
  photos: readonly string[];
}

/** @returns the backbone's name, which ends in its version, so that a file in use is never written over */
async function add(
  project: OpenProject,
  { stem, source, layers, photos }: Source,
  job: Job,
): Promise<string> {
  const weights = convertLayers(layers);
  const cells = await measureCells(weights, photos, job);
  const architecture = 'MobileNetV2 1.0, 224 × 224, RGB in [-1, 1], BatchNorm folded in';
  const file = encodeBackbone({ weights, cells }, { architecture, source });
  const name = `${stem}-${versionOf(file)}`;
  await writeAtomic(pathOfBackbone(project, name), file);
  return name;
}

/** A file's name, or its folder's where the name says nothing, in characters that any file system takes. */
function stemOf(path: string): string {
  const stem = basename(path, extname(path)).replace(/\.weights$/, '');
  const telling = stem === 'model' ? basename(dirname(resolve(path))) : stem;
  return telling.replace(/[^\p{L}\p{N}_]+/gu, '-').replace(/^-+|-+$/g, '') || 'weights';
}
