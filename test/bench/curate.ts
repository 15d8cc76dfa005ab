import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { median } from '@shared/median';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { createEngine } from '../../electron/engine/engine';
import setup from '../desktop/setup';
import { measureEdit, measureFilter, measureScroll } from '../support/window-timing';

const count = Number(process.env.RAMUNE_BENCH_PHOTOS ?? 50_000);
const classes = 50;
const folders = 200;
const minute = 60_000; // milliseconds
const tries = 5;

/**
 * A project of 50,000 small photos: how fast they come in, and how fast the real window opens, filters, scrolls and
 * edits; medians of five starts of the studio, and each start's figures.
 */
export default async function curate() {
  const root = await mkdtemp(join(tmpdir(), 'ramune-curate-'));
  const stopDisplay = await setup();
  try {
    await generate(join(root, 'photos'));
    const imported = await importAll(root);
    const started = [];
    for (let i = 0; i < tries; i++) started.push(await inWindow(root));
    return { photos: count, ...medians(started), ...imported, started };
  } finally {
    stopDisplay();
    await rm(root, { recursive: true, force: true });
  }
}

/** Small JPEGs, each with a comment of its own, so that no two are the same photo. */
async function generate(folder: string): Promise<void> {
  const drawn = await Promise.all(Array.from({ length: 100 }, (_, i) => draw(i)));
  for (let c = 0; c < classes; c++) await mkdir(join(folder, `product ${c}`), { recursive: true });
  for (let start = 0; start < count; start += folders)
    await Promise.all(
      Array.from({ length: Math.min(folders, count - start) }, (_, k) => {
        const i = start + k;
        const text = Buffer.from(`photo ${i}`);
        const comment = Buffer.from([0xff, 0xfe, 0, text.length + 2]);
        const jpeg = drawn[i % drawn.length];
        const path = join(folder, `product ${i % classes}`, `photo ${i}.jpg`);
        return writeFile(path, Buffer.concat([jpeg.subarray(0, 2), comment, text, jpeg.subarray(2)]));
      }),
    );
}

const draw = (i: number): Promise<Buffer> =>
  sharp({ create: { width: 96, height: 128, channels: 3, background: `hsl(${(i * 37) % 360}, 60%, 50%)` } })
    .jpeg()
    .toBuffer();

async function importAll(root: string) {
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: join(root, 'project') });
  const started = performance.now();
  const report = await handlers['photos.import']({ paths: [join(root, 'photos')], job: 'import' });
  const seconds = (performance.now() - started) / 1000;
  await close();
  if (report.imported !== count) throw new Error(`Imported ${report.imported} of ${count}.`);
  return { importPhotosPerSecond: count / seconds };
}

type Figures = Awaited<ReturnType<typeof inWindow>>;

const medians = (started: readonly Figures[]): Figures => {
  const of = (name: keyof Figures) => median(started.map((figures) => figures[name]));
  return {
    openSeconds: of('openSeconds'),
    filterMs: of('filterMs'),
    scrollFps: of('scrollFps'),
    firstScrollFps: of('firstScrollFps'),
    editMs: of('editMs'),
  };
};

async function inWindow(root: string) {
  const electron = process.env.RAMUNE_ELECTRON as string;
  const { app, page } = await launchStudio({ electron, userData: join(root, 'user-data') });
  try {
    await page.getByTestId('open-project').waitFor({ timeout: minute });
    await answerDialogs(app, [join(root, 'project')]);
    const started = performance.now();
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor({ timeout: minute });
    const openSeconds = (performance.now() - started) / 1000;
    const firstScrollFps = await measureScroll(page);
    const scrollFps = await measureScroll(page);
    const filterMs = await measureFilter(page);
    return { openSeconds, filterMs, scrollFps, firstScrollFps, editMs: await measureEdit(page) };
  } finally {
    await app.close();
  }
}
