import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../electron/engine/engine';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';

const run = promisify(execFile);
const ramune = resolve('build/ramune.mjs');
const hostile = '<img src=x onerror=alert(1)>&"';

describe.skipIf(noPhotos())('the report', () => {
  let root: string;

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-report-'));
    const { handlers, close } = createEngine(() => {});
    await handlers['project.create']({ folder: join(root, 'shop') });
    const all = [...(await productPhotos())].slice(0, 3);
    for (const [i, [folder, paths]] of all.entries()) {
      const name = i ? folder : hostile;
      await handlers['photos.import']({ paths: paths.slice(0, 12), className: name, split: 'val', job: 'i' });
      await handlers['registry.register']({ name, photos: spread(paths, 4).map((path) => ({ path })) });
    }
    const strangers = (await unknownPhotos()).slice(0, 12);
    await handlers['photos.import']({ paths: strangers, className: 'others', unknown: true, job: 'i' });
    await handlers['tune.setThreshold']({ threshold: 0.999 }); // so that there are mistakes to show
    await close();
  });
  afterAll(() => rm(root, { recursive: true, force: true }));

  it('is one page and one PDF that say what the threshold does', async () => {
    const out = join(root, 'out');
    const { stdout } = await run(process.execPath, [ramune, 'report', join(root, 'shop'), out, '--json']);
    expect((JSON.parse(stdout) as { files: string[] }).files).toEqual([
      join(out, 'report.html'),
      join(out, 'report.pdf'),
    ]);
    const html = await readFile(join(out, 'report.html'), 'utf8');
    expect(html).toContain('Recognition report');
    expect(html).toContain('<td>0.999</td>');
    expect(html).toContain('data:image/jpeg;base64,');
    expect(html).toMatch(/at most 1\.0 % of other things accepted/);
    expect(html).toMatch(/The dataset now: 48 photos, contents <code>[0-9a-f]{12}<\/code>\./);
    // What the project says is text; nothing is loaded from elsewhere.
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;&amp;&quot;');
    expect(html).not.toContain('<img src=x');
    expect(html).not.toMatch(/(src|href)="https?:/);
    const pdf = await readFile(join(out, 'report.pdf'));
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
    expect(pdf.length).toBeGreaterThan(20_000);
  });

  it('speaks Japanese too', async () => {
    const out = join(root, 'ja');
    await run(process.execPath, [ramune, 'report', join(root, 'shop'), out, '--language', 'ja']);
    expect(await readFile(join(out, 'report.html'), 'utf8')).toContain('認識レポート');
  });
});
