import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cacheFolder } from '../../build/lib/paths.mjs';

const run = promisify(execFile);

/** Looked for once in a process, as importing takes seconds. */
const found = new Map<string, Promise<string | null>>();

/**
 * A Python that can import `modules`, in an environment `name` of its own that pip fills with `packages` the first
 * time; `null`, said on stderr, where it cannot be had.
 */
export function pythonWith(name: string, packages: string[], modules: string): Promise<string | null> {
  const python = found.get(name) ?? find(name, packages, modules);
  found.set(name, python);
  return python;
}

async function find(name: string, packages: string[], modules: string): Promise<string | null> {
  const folder = join(cacheFolder, 'python', name);
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  const probe = () => run(python, ['-c', `import ${modules}`]);
  try {
    if (existsSync(python) && (await probe().catch(() => null))) return python;
    await mkdir(folder, { recursive: true });
    await run('python3', ['-m', 'venv', folder]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--retries', '1', ...packages]);
    await probe();
    return python;
  } catch (error) {
    // eslint-disable-next-line no-console
    console.warn(`Skipped: no Python with ${packages.join(', ')} (${String(error).split('\n')[0]}).`);
    await rm(folder, { recursive: true, force: true });
    return null;
  }
}
