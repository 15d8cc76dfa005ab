import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';

/**
 * Stands in, in tests alone, for fpm, which electron-builder fetches from GitHub, where tests may not reach: takes the
 * arguments that electron-builder gives for a .deb and no others, and has the system's own dpkg-deb make it.
 */

const one = { type: 'string' };
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    'input-type': { type: 'string', short: 's' },
    'output-type': { type: 'string', short: 't' },
    force: { type: 'boolean' },
    depends: { type: 'string', multiple: true, short: 'd' },
    'deb-recommends': { type: 'string', multiple: true },
    'deb-compression': one,
    'deb-priority': one,
    'after-install': one,
    'after-remove': one,
    architecture: one,
    category: one,
    description: one,
    license: one,
    maintainer: one,
    name: one,
    package: one,
    url: one,
    vendor: one,
    version: one,
  },
});
const compressions = { gz: 'gzip', xz: 'xz', zst: 'zstd' };

if (values['input-type'] !== 'dir' || values['output-type'] !== 'deb')
  throw new Error('Only folders to .deb.');
const root = mkdtempSync(join(tmpdir(), 'ramune-deb-'));
chmodSync(root, 0o755); // The package's first entry.
positionals.forEach(copy);
mkdirSync(join(root, 'DEBIAN'));
script('postinst', values['after-install']);
script('postrm', values['after-remove']);
writeFileSync(join(root, 'DEBIAN/control'), control(installedSize()));
const packing = ['--root-owner-group', `-Z${compressions[values['deb-compression']]}`, '-z1'];
execFileSync('dpkg-deb', [...packing, '--build', root, values.package], { stdio: 'inherit' });
rmSync(root, { recursive: true });

/** `source=target`, of a file or of what is in a folder. */
function copy(pair) {
  const [source, target] = pair.split('=');
  mkdirSync(join(root, dirname(target)), { recursive: true });
  execFileSync('cp', ['--archive', '--no-target-directory', source, join(root, target)]);
}

function script(name, source) {
  const path = join(root, 'DEBIAN', name);
  copyFileSync(source, path);
  chmodSync(path, 0o755);
}

/** Kibibytes. */
function installedSize() {
  return execFileSync('du', ['-sk', '--apparent-size', root], { encoding: 'utf8' }).split('\t')[0];
}

function control(size) {
  const fields = {
    Package: values.name,
    Version: values.version,
    License: values.license,
    Vendor: values.vendor,
    Architecture: values.architecture,
    Maintainer: values.maintainer,
    'Installed-Size': size,
    Depends: values.depends?.join(', '),
    Recommends: values['deb-recommends']?.join(', '),
    Section: values.category ?? 'default',
    Priority: values['deb-priority'],
    Homepage: values.url,
    Description: values.description.replaceAll('\n', '\n '),
  };
  const given = Object.entries(fields).filter(([, value]) => value);
  return given.map(([name, value]) => `${name}: ${value}\n`).join('');
}
