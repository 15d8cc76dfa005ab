import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { cacheFolder } from '../../../build/lib/paths.mjs';
import { run } from '../../../build/lib/run.mjs';
import { say } from '../../../build/lib/say.mjs';

/** What the studio is measured against, and the Python packages of each. */
const packages = {
  keras: ['tensorflow-cpu==2.21.0', 'keras'],
  pytorch: ['torch', 'numpy', 'safetensors'],
} as const;
const modules = { keras: 'keras', pytorch: 'torch, safetensors' } as const;

export type PeerName = keyof typeof packages;
export const peerNames = Object.keys(packages) as PeerName[];

/** The Python of a peer's own virtual environment, made where there is none; `null`, said on stderr, where pip fails. */
export async function peerPython(name: PeerName): Promise<string | null> {
  const folder = join(cacheFolder, 'peers', name);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const works = async () =>
    existsSync(python) && (await run(python, ['-c', `import ${modules[name]}`], { quiet: true })).code === 0;
  if (await works()) return python;
  say(`Installing ${packages[name].join(', ')} with pip…`);
  await mkdir(folder, { recursive: true });
  const made = await run('python3', ['-m', 'venv', folder], { quiet: true });
  const pip = ['-m', 'pip', 'install', '--quiet', '--retries', '1', ...packages[name]];
  const installed = made.code === 0 ? await run(python, pip, { quiet: true }) : made;
  if (await works()) return python;
  const reason = installed.output.trim().split('\n').at(-1);
  say(`${name} is left out: it cannot be installed here (${reason}).`);
  await rm(folder, { recursive: true, force: true });
  return null;
}
