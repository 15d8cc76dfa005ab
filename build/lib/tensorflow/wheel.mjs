import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { ensurePrograms } from '../debian.mjs';
import { cacheFolder } from '../paths.mjs';
import { run } from '../run.mjs';
import { say, SetupError } from '../say.mjs';

const version = '2.21.0';
const machines = { x64: 'x86_64', arm64: 'aarch64' };

/** Where the C library out of TensorFlow's Python package is kept. */
export const wheelLibrary = ({ gpu }) => join(cacheFolder, `${wheelName(gpu)}-${version}`);

const wheelName = (gpu) => (gpu ? 'tensorflow' : 'tensorflow-cpu');

/** Fetches TensorFlow's Python package once and keeps its C library and headers. @returns the folder */
export async function ensureWheelLibrary({ gpu }) {
  const library = wheelLibrary({ gpu });
  if (existsSync(library)) return library;
  if (process.platform !== 'linux' || !machines[process.arch])
    throw new SetupError('TensorFlow’s Python package has a C library for Linux only.');
  await ensurePrograms({ pip3: 'python3-pip', unzip: 'unzip', 'g++': 'g++', make: 'make' });
  await mkdir(cacheFolder, { recursive: true });
  const temporary = await mkdtemp(join(cacheFolder, 'tensorflow-'));
  try {
    await unpack(await download(gpu, temporary), temporary);
    await rename(join(temporary, 'library'), library);
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
  return library;
}

/** Asks for one fixed build, whatever Python is here: nothing of Python's is used. */
async function download(gpu, temporary) {
  const name = `${wheelName(gpu)}==${version}`;
  say(`Fetching ${name} from the Python package index (${gpu ? '600' : '270'} MB)…`);
  const platform = `manylinux_2_27_${machines[process.arch]}`;
  const build = [
    '--python-version',
    '3.11',
    '--implementation',
    'cp',
    '--abi',
    'cp311',
    '--platform',
    platform,
  ];
  const { code, output } = await run(
    'pip3',
    ['download', name, '--no-deps', '--only-binary=:all:', ...build, '-d', temporary, '--no-cache-dir', '-q'],
    { quiet: true },
  );
  if (code !== 0) throw new SetupError(`${name} could not be fetched: ${output.trim()}`);
  const wheel = (await readdir(temporary)).find((file) => file.endsWith('.whl'));
  return join(temporary, wheel);
}

/** Lays the libraries out under the names that the addon links to. */
async function unpack(wheel, temporary) {
  say('Unpacking TensorFlow…');
  const lib = join(temporary, 'library/lib');
  await mkdir(lib, { recursive: true });
  const libraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
  const members = [...libraries, 'include/*'].map((name) => `tensorflow/${name}`);
  const { code, output } = await run('unzip', ['-q', wheel, ...members, '-d', temporary], { quiet: true });
  if (code !== 0) throw new SetupError(`unzip failed: ${output.trim()}`);
  await rename(join(temporary, 'tensorflow/include'), join(temporary, 'library/include'));
  for (const name of libraries) await rename(join(temporary, 'tensorflow', name), join(lib, name));
  for (const name of ['libtensorflow.so', 'libtensorflow.so.2']) await symlink(libraries[0], join(lib, name));
  await symlink(libraries[1], join(lib, 'libtensorflow_framework.so'));
}
