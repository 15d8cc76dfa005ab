import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { enginePid, isRunning, openStudio, type Studio } from './harness';

/** What a user sees after the worst has happened. */
describe('after a misfortune', () => {
  let studio: Studio;
  let project: string;
  let photos: string;
  beforeEach(async () => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' });
    project = join(studio.folder, 'shop');
    photos = join(studio.folder, 'photos');
    await draw(40);
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder: project });
    await handlers['photos.import']({ paths: [photos], className: 'Cola', job: 'import' });
    await close();
    // Opening it makes a backup.
    await handlers['project.open']({ folder: project });
    await close();
  });
  afterEach(() => studio?.close());

  const draw = async (count: number, from = 0) => {
    await mkdir(photos, { recursive: true });
    for (let i = from; i < from + count; i++) {
      const background = { r: i % 256, g: 90, b: i >> 8 };
      const photo = sharp({ create: { width: 64, height: 48, channels: 3, background } });
      await photo.png().toFile(join(photos, `${i}.png`));
    }
  };
  const open = async ({ app, page }: Pick<Studio, 'app' | 'page'>) => {
    await answerDialogs(app, [project]);
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor();
  };
  const counted = (page: Studio['page']) => page.getByText(/^Photos: \d+$/).innerText();

  it('a damaged database is restored from its backup, and it is said', async () => {
    expect((await readdir(join(project, 'backups'))).length).toBe(1);
    await writeFile(join(project, 'ramune.db'), 'spilt coffee '.repeat(3000));
    await open(studio);
    const notice = studio.page.getByTestId('project-restored');
    expect(await notice.innerText()).toMatch(/restored from a backup[\s\S]*damaged-/);
    expect(await counted(studio.page)).toBe('Photos: 40');
    await studio.screenshot('restored');
  });

  it('of the whole studio being killed, a second start goes on where the first one was', async () => {
    await open(studio);
    await draw(400, 1000);
    await answerDialogs(studio.app, [photos]);
    await studio.page.getByTestId('import-photos').click();
    await studio.page.getByTestId('import-folder').click();
    await expect.poll(() => studio.page.getByTestId('job-import').count()).toBe(1);
    const pid = (await enginePid(studio.app)) as number;
    studio.app.process().kill('SIGKILL');
    await expect.poll(() => isRunning(pid), { timeout: 20_000 }).toBe(false);

    const electron = process.env.RAMUNE_ELECTRON!;
    const env = { LANG: 'en_US.UTF-8', LANGUAGE: 'en' };
    const again = await launchStudio({ electron, userData: join(studio.folder, 'user-data'), env });
    try {
      await open(again);
      const kept = Number((await counted(again.page)).split(' ')[1]);
      expect(kept).toBeGreaterThanOrEqual(40);
      expect(await again.page.getByTestId('error-notification').count()).toBe(0);
    } finally {
      await again.app.close();
    }
  });
});
