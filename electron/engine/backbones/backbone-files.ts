import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StudioError } from '@shared/errors';
import type { OpenProject } from '../project/open-project';

const fileName = /^([\p{L}\p{N}_-]+)\.safetensors$/u;

/** The project's own backbones, one file each in its `models` folder, by name. */
export async function listBackbones({ paths }: OpenProject): Promise<string[]> {
  const names = await readdir(paths.models).catch(() => []);
  return names.flatMap((name) => fileName.exec(name)?.[1] ?? []).sort();
}

export const pathOfBackbone = ({ paths }: OpenProject, name: string): string =>
  join(paths.models, `${name}.safetensors`);

/** The file of the backbone that a project trains and matches with; `null` for the bundled one. */
export async function chosenBackbone(project: OpenProject): Promise<string | null> {
  const name = await project.settings.get('backbone');
  return name && pathOfBackbone(project, name);
}

/** Throws `not-found` where the project has no backbone of this name. */
export async function assertBackbone(project: OpenProject, name: string): Promise<void> {
  const names = await listBackbones(project);
  if (names.includes(name)) return;
  const has = ['bundled', ...names].join(', ');
  throw new StudioError('not-found', `This project has no weights named ${name}. It has: ${has}.`, name);
}
