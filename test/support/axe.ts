import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { keepFromArchive } from '../../build/lib/npm-archive.mjs';
import { cacheFolder } from '../../build/lib/paths.mjs';

/** MPL-2.0, so it is fetched to try the studio with, as Keras is, and the studio does not depend on it. */
const source = {
  package: 'axe-core@4.14.1',
  sha512: 'FHfa+lmNjQZfJz1q8wKqIDwC6DExcHt/pkjNQb09a3NPjCKg2rhu5qb2S4r76ASyFNNtuFooJpZe37OgudVGtQ==',
};
const script = 'package/axe.min.js';
const kept = join(cacheFolder, 'axe-core-4.14.1.js');

let loaded: Promise<string | null> | undefined;

/** What axe-core finds wrong with the page, one line an element; nothing, said once on stderr, where it cannot be had. */
export async function axeFaults(page: Page): Promise<string[]> {
  loaded ??= load();
  const axe = await loaded;
  if (axe === null) return [];
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  // A tooltip of what the mouse happens to rest on lies outside of all landmarks.
  await page.mouse.move(0, 0);
  await page.waitForFunction(() => !document.querySelector('[role=tooltip]'));
  return page.evaluate(runAxe);
}

async function load(): Promise<string | null> {
  try {
    if (!existsSync(kept)) await keepFromArchive(source, script, kept);
    return await readFile(kept, 'utf8');
  } catch (error) {
    // eslint-disable-next-line no-console
    console.warn(`Not tried with axe-core: ${String(error)}`);
    return null;
  }
}

interface Axe {
  run(options: {
    rules: Record<string, { enabled: boolean }>;
  }): Promise<{ violations: { id: string; nodes: { html: string; failureSummary?: string }[] }[] }>;
}

/** Runs in the page. */
async function runAxe(): Promise<string[]> {
  const { axe } = window as unknown as { axe: Axe };
  // What lies over a room is outside of its landmarks, and has its own headings.
  const enabled = !document.querySelector('[role=dialog], [role=menu]');
  const ofLandmarks = ['region', 'landmark-unique', 'landmark-no-duplicate-banner'];
  const { violations } = await axe.run({
    rules: Object.fromEntries(ofLandmarks.map((rule) => [rule, { enabled }])),
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ html, failureSummary }) => `axe ${id}: ${html.slice(0, 160)} ${failureSummary ?? ''}`),
  );
}
