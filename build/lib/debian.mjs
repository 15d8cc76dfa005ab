import { run, has } from './run.mjs';
import { say, SetupError } from './say.mjs';

const libraries = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libxss1'];

/**
 * Makes sure that Linux has the libraries Electron links to, and Xvfb where there is no display: installs
 * them when root on Debian, else says how.
 */
export async function ensureLibraries(electron, { display }) {
  if (process.platform !== 'linux') return;
  const missing = [
    ...((await lacksLibraries(electron)) ? libraries : []),
    ...(display || (await has('Xvfb')) ? [] : ['xvfb']),
  ];
  await installPackages(missing);
}

/** Makes sure that these programs are there; `programs` maps each to the Debian package that has it. */
export async function ensurePrograms(programs) {
  const found = await Promise.all(Object.keys(programs).map(has));
  await installPackages(Object.values(programs).filter((_, i) => !found[i]));
}

async function lacksLibraries(electron) {
  return (await run('ldd', [electron], { quiet: true })).output.includes('not found');
}

/** Installs Debian packages when root, else says how. */
async function installPackages(packages) {
  if (!packages.length) return;
  const command = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  if (process.getuid() !== 0 || !(await has('apt-get')))
    throw new SetupError(`These system packages are missing. Run: sudo ${command}`);
  say(`Installing system packages: ${packages.join(' ')}…`);
  const env = { DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update'], { quiet: true, env });
  const { code, output } = await run('sh', ['-c', command], { quiet: true, env });
  if (code !== 0) throw new SetupError(`${command} failed:\n${output.trim()}`);
}
