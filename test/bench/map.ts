import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { median } from '@shared/median';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import { Random } from '../../shared/random';
import setup from '../desktop/setup';
import { measureMap } from '../support/window-timing';

const count = Number(process.env.RAMUNE_BENCH_PHOTOS ?? 10_000);
const minute = 60_000; // milliseconds
const tries = 5;

/**
 * 10,000 photos of fifty drawn things: how long their map takes to draw, at first and in a new session, and how
 * smoothly it zooms.
 */
export default async function map() {
  const root = await mkdtemp(join(tmpdir(), 'ramune-map-'));
  const stopDisplay = await setup();
  try {
    await importDrawn(root);
    const first = await inWindow(root);
    const { mapSeconds: againSeconds } = await inWindow(root);
    return { photos: count, ...first, againSeconds };
  } finally {
    stopDisplay();
    await rm(root, { recursive: true, force: true });
  }
}

async function importDrawn(root: string): Promise<void> {
  const random = new Random(1);
  for (let i = 0; i < count; i++) {
    const folder = join(root, 'photos', `product ${i % 50}`);
    if (i < 50) await mkdir(folder, { recursive: true });
    await writeFile(join(folder, `photo ${i}.jpg`), await draw(i % 50, random));
  }
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: join(root, 'project') });
  await handlers['photos.import']({ paths: [join(root, 'photos')], job: 'import' });
  await close();
}

/** A thing of its own colour and shape, somewhere in the picture. */
function draw(thing: number, random: Random): Promise<Buffer> {
  const [x, y, turn] = [random.between(30, 60), random.between(30, 60), random.between(-20, 20)];
  const shape = `<rect x="${x}" y="${y}" width="${20 + (thing % 7) * 6}" height="${30 + (thing % 5) * 12}" rx="${thing % 9}" fill="hsl(${thing * 37} 70% 50%)" transform="rotate(${turn} 64 64)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="128" height="128"><rect width="128" height="128" fill="hsl(${random.below(360)} 10% 70%)"/>${shape}</svg>`;
  return sharp(Buffer.from(svg)).jpeg().toBuffer();
}

async function inWindow(root: string) {
  const electron = process.env.RAMUNE_ELECTRON as string;
  const { app, page } = await launchStudio({ electron, userData: join(root, 'user-data') });
  try {
    await answerDialogs(app, [join(root, 'project')]);
    await page.getByTestId('open-project').click({ timeout: minute });
    await page.getByTestId('photo').first().waitFor({ timeout: minute });
    await page.getByTestId('photo-view-switch').locator('label').last().click();
    const started = performance.now();
    await page.getByTestId('map-draw').click();
    await page.getByTestId('photo-map').waitFor({ timeout: 30 * minute });
    const mapSeconds = (performance.now() - started) / 1000;
    const fps = [];
    for (let i = 0; i < tries; i++) fps.push(await measureMap(page));
    return { mapSeconds, mapFps: median(fps), tries: fps };
  } finally {
    await app.close();
  }
}
