import { createHash } from 'node:crypto';
import { readFile, rm } from 'node:fs/promises';
import { StudioError } from '@shared/errors';
import { inspectPhoto } from '../photos/inspect';
import type { PhotoFiles, StoredPhoto } from '../photos/photo-files';
import type { Change } from './change';
import type { RegistryServer } from './server/registry-server';

/** Says how many of how many photos are done; throws to stop. */
export type Progress = (done: number, total: number) => void;

/** The photos that changes register, each once. */
export function photosOf(changes: readonly Change[]): StoredPhoto[] {
  const found = new Map<string, StoredPhoto>();
  for (const { fields } of changes)
    if (typeof fields.photo_id === 'string')
      found.set(fields.photo_id, { id: fields.photo_id, extension: String(fields.extension) });
  return [...found.values()];
}

/**
 * Sends the photos that the registry lacks, one by one, so that what was sent before a cut stays. Answers how many, and
 * those that this studio lacks too.
 */
export async function sendPhotos(
  files: PhotoFiles,
  server: RegistryServer,
  photos: readonly StoredPhoto[],
  progress: Progress,
): Promise<{ sent: number; missing: Set<string> }> {
  const lacking = new Set(await server.lacking(photos.map(({ id }) => id)));
  const wanted = photos.filter(({ id }) => lacking.has(id));
  const missing = new Set<string>();
  for (const [i, photo] of wanted.entries()) {
    progress(i, wanted.length);
    const bytes = await readFile(files.pathOf(photo)).catch(() => null);
    if (bytes && idOf(bytes) === photo.id) await server.addPhoto(photo.id, bytes);
    else missing.add(photo.id);
  }
  return { sent: wanted.length - missing.size, missing };
}

/** Fetches the photos that are not here; answers how many. Throws `photo-broken`; what came before stays. */
export async function fetchPhotos(
  files: PhotoFiles,
  server: RegistryServer,
  photos: readonly StoredPhoto[],
  progress: Progress,
): Promise<number> {
  const there = await Promise.all(photos.map((photo) => files.has(photo)));
  const wanted = photos.filter((_, i) => !there[i]);
  for (const [i, photo] of wanted.entries()) {
    progress(i, wanted.length);
    await fetchPhoto(files, server, photo);
  }
  return wanted.length;
}

async function fetchPhoto(files: PhotoFiles, server: RegistryServer, photo: StoredPhoto): Promise<void> {
  const bytes = await server.readPhoto(photo.id);
  if (idOf(bytes) !== photo.id) throw broken('It is another one than the registry says.');
  await files.write(photo, bytes);
  const found = await inspectPhoto(files.pathOf(photo));
  if (!('reason' in found)) return;
  await rm(files.pathOf(photo), { force: true });
  throw broken(found.detail);
}

const idOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const broken = (detail: string) =>
  new StudioError('photo-broken', 'A photo of another shop cannot be read.', detail);
