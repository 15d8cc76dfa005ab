import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { officialElectron } from '../../build/lib/electron.mjs';
import { version } from '../../package.json';
import * as installers from '../support/packing/installers';
import { launchPacked } from '../support/packing/launch';
import { packStudio } from '../support/packing/pack';
import { writeStandIns } from '../support/packing/stand-ins';

const why = await installers.whyNoInstallers();
// eslint-disable-next-line no-console
if (why) console.warn(`Skipped: the installers for Linux; ${why}`);

const updates = 'https://updates.invalid/';

/** A .deb, an AppImage and a plain folder, made in one call as `npm run package` does, then unpacked and started. */
describe.skipIf(why)('the installers for Linux', () => {
  let root: string;
  let dist: string;
  let deb: string;
  /** Where each has been unpacked. */
  let folders: Record<'deb' | 'AppImage' | 'dir', string>;
  const read = (path: string) => readFile(path, 'utf8');
  const entries = () => ({
    deb: join(folders.deb, 'usr/share/applications/ramune-studio.desktop'),
    AppImage: join(folders.AppImage, 'ramune-studio.desktop'),
  });

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-installers-'));
    if (!(await officialElectron()).path) {
      const standIns = await writeStandIns(join(root, 'tools'));
      for (const [name, path] of Object.entries(standIns)) vi.stubEnv(name, path);
    }
    const packed = await packStudio(root, ['dir', 'deb', 'AppImage', '-c.deb.compression=gz'], { updates });
    ({ dist } = packed);
    deb = await installers.installerIn(dist, '.deb');
    const appImage = await installers.installerIn(dist, '.AppImage');
    folders = {
      deb: join(root, 'deb'),
      AppImage: await installers.unpackAppImage(appImage, join(root, 'appimage')),
      dir: packed.unpacked,
    };
    installers.unpackDeb(deb, folders.deb);
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('tell Debian what the studio is and what it needs', () => {
    const fields = installers.fieldsOf(deb);
    expect(fields).toMatchObject({
      Package: 'ramune-studio',
      Version: version,
      Architecture: { x64: 'amd64', arm64: 'arm64' }[process.arch as string],
      Section: 'graphics',
      License: 'MIT',
    });
    // As Debian wants them: a name and an address, and a summary in the first line.
    expect(fields.Maintainer).toMatch(/^Ramune Studio contributors <\S+@\S+>$/);
    expect(fields.Description).toMatch(/^\S.{10,78}\n/);
    const depends = fields.Depends.split(', ');
    for (const needed of ['libgtk-3-0', 'libnss3', 'libgbm1', 'libasound2t64 | libasound2', 'libsecret-1-0'])
      expect(depends).toContain(needed);
    expect(fields).not.toHaveProperty('Recommends');
    expect(Number(fields['Installed-Size'])).toBeGreaterThan(200_000);
  });

  it('put everything where a desktop looks for it', async () => {
    const share = join(folders.deb, 'usr/share');
    const program = join(folders.deb, 'opt/Ramune Studio');
    const parts = ['ramune-studio', 'chrome-sandbox', 'resources/app.asar', 'resources/apparmor-profile'];
    for (const part of parts) expect(existsSync(join(program, part)), part).toBe(true);
    expect(await read(join(share, 'doc/ramune-studio/copyright'))).toBe(await read('LICENSE'));
    for (const folder of [share, join(folders.AppImage, 'usr/share')]) {
      const icon = await readFile(join(folder, 'icons/hicolor/512x512/apps/ramune-studio.png'));
      expect(icon.equals(await readFile('build/icons/icon.png'))).toBe(true);
      const types = await read(join(folder, 'mime/packages/ramune-studio.xml'));
      expect(types).toMatch(/type="application\/x-ramune-project"[^]*<glob pattern="\*\.ramune"\/>/);
    }
  });

  it('have scripts that set the sandbox up and tell the desktop of the files', async () => {
    for (const name of ['postinst', 'postrm'])
      execFileSync('bash', ['-n', join(folders.deb, 'DEBIAN', name)]);
    const script = await read(join(folders.deb, 'DEBIAN/postinst'));
    for (const part of ['chmod 4755', 'update-mime-database', 'update-desktop-database', 'apparmor_parser'])
      expect(script).toContain(part);
  });

  it.each(['deb', 'AppImage'] as const)('have a desktop entry that holds: %s', async (kind) => {
    execFileSync('desktop-file-validate', [entries()[kind]]);
    const entry = await read(entries()[kind]);
    expect(entry).toContain('\nMimeType=application/x-ramune-project;\n');
    expect(entry).toMatch(/\nExec=.* %U\n/);
    expect(entry).toContain('\nStartupWMClass=ramune-studio\n');
    expect(entry).not.toContain('no-sandbox');
  });

  it('know how each of them is made new', async () => {
    const resources = {
      deb: join(folders.deb, 'opt/Ramune Studio/resources'),
      AppImage: join(folders.AppImage, 'resources'),
      dir: join(folders.dir, 'resources'),
    };
    for (const folder of Object.values(resources))
      expect(await read(join(folder, 'app-update.yml'))).toContain(updates);
    expect(await read(join(resources.deb, 'package-type'))).toBe('deb');
    expect(existsSync(join(resources.AppImage, 'package-type'))).toBe(false);
    expect(existsSync(join(resources.dir, 'package-type'))).toBe(false);
    const newest = await read(join(dist, 'latest-linux.yml'));
    for (const ending of ['deb', 'AppImage']) expect(newest).toMatch(new RegExp(`url: .*\\.${ending}\n`));
  });

  it('start: deb', async () => {
    const [, path] = /^Exec="(.+)" %U$/m.exec(await read(entries().deb))!;
    const program = join(folders.deb, path);
    await start(program, program);
  });

  it('start: AppImage', () =>
    start(join(folders.AppImage, 'AppRun'), join(folders.AppImage, 'ramune-studio')));

  /** @param executablePath what the desktop entry names @param program what runs then */
  const start = async (executablePath: string, program: string) => {
    const env = { RAMUNE_USER_DATA: join(root, 'user-data'), LANG: 'en_US.UTF-8' };
    const app = await launchPacked(program, env, executablePath);
    const page = await app.firstWindow();
    await page.getByTestId('open-sample').waitFor();
    expect(await page.title()).toBe('Ramune Studio');
    const [packaged, running] = await app.evaluate(({ app }) => [app.isPackaged, process.execPath]);
    expect([packaged, running]).toEqual([true, program]);
    await app.close();
  };
});
