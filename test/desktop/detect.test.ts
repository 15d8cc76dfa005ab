import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { audit } from '../support/audit';
import { type Bottles, drawBottles } from '../support/bottles';
import { noDetector } from '../support/detector';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds

/** Three invented bottles with four photos each, labelled, in a project of its own. */
async function fillProject(folder: string, bottles: Bottles): Promise<void> {
  const photos = join(folder, 'photos');
  for (const [p, product] of bottles.products.entries()) {
    const own = join(photos, product.name);
    mkdirSync(own, { recursive: true });
    product.photos.forEach((photo, i) => writeFileSync(join(own, `${p}-${i}.jpg`), photo));
  }
  writeFileSync(join(folder, 'together.jpg'), bottles.together);
  const { handlers, close } = createEngine(() => {});
  await handlers['project.create']({ folder: join(folder, 'shop') });
  await handlers['photos.import']({ paths: [photos], job: 'import' });
  await close();
}

describe.skipIf(noDetector())('the detector in the window', () => {
  let studio: Studio;
  let bottles: Bottles;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const open = async (env: Record<string, string> = {}) => {
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en', ...env });
    await fillProject(studio.folder, bottles);
    await answerDialogs(studio.app, [join(studio.folder, 'shop')]);
    await at('open-project').click();
    await at('photo').first().waitFor({ timeout: minute });
  };

  beforeAll(async () => {
    bottles = await drawBottles(11);
    await open();
  });
  afterAll(() => studio?.close());

  it('suggests the crop of every bottle', async () => {
    await at('suggest-boxes').click();
    await studio.screenshot('suggest-menu');
    await at('suggest-detected').click();
    await at('boxes-accept').waitFor({ timeout: minute });
    expect(await at('suggested-count').innerText()).toMatch(/: 12$/);
    await studio.page.getByTitle('1-0.jpg').dblclick();
    await at('box-suggested').waitFor();
    await studio.screenshot('photo-detected');
    await at('box-accept').click();
    await studio.page.keyboard.press('Escape');
    await expect.poll(() => at('suggested-count').innerText()).toMatch(/: 11$/);
    await at('boxes-accept').click();
    await at('boxes-accept').waitFor({ state: 'hidden' });
  });

  it('names each of several products in a photo', async () => {
    await at('nav-register').click();
    await at('register-from-classes').click();
    await at('product-list').getByRole('img').first().waitFor({ timeout: minute });
    await at('nav-recognise').click();
    await at('recognise-several').check({ force: true });
    await answerDialogs(studio.app, [join(studio.folder, 'together.jpg')]);
    await at('recognise-add-photos').click();
    await at('recognise-items').waitFor({ timeout: minute });
    await studio.screenshot('recognise-items');
    const items = await at('recognise-item').all();
    const products = await Promise.all(items.map((item) => item.getAttribute('data-product')));
    expect(products).toEqual(bottles.products.map(({ name }) => name));
    expect(await audit(studio.page, 'en')).toEqual([]);
    await at('recognise-item').nth(1).getByTestId('teach').click();
    await studio.screenshot('teach-item');
    const taught = bottles.products[1].name;
    await studio.page.locator(`[data-testid=teach-product][data-name="${taught}"]`).click();
    await at('nav-register').click();
    await at('product-list').getByText('Photos: 5').waitFor({ timeout: minute });
  });

  it('watches a folder for photos of several products', async () => {
    const watched = join(studio.folder, 'watched');
    mkdirSync(watched);
    await at('nav-recognise').click();
    await answerDialogs(studio.app, [watched]);
    await at('recognise-watch').click();
    await expect.poll(() => at('recognise-watch').getAttribute('aria-pressed')).toBe('true');
    const before = await at('recognise-items').count();
    await studio.page.waitForTimeout(1500);
    writeFileSync(join(watched, 'shelf.jpg'), bottles.together);
    await expect.poll(() => at('recognise-items').count(), { timeout: minute }).toBe(before + 1);
    await at('recognise-watch').click();
  });

  it('says so where it was not built, and the rest works', async () => {
    await studio.close();
    await open({ RAMUNE_DETECTOR: '/no/such/detector.onnx' });
    await at('suggest-boxes').click();
    await at('suggest-detected').click();
    const notice = studio.page.getByText('Products cannot be looked for in photos here');
    await notice.waitFor({ timeout: minute });
    await studio.screenshot('no-detector');
    await at('nav-register').click();
    await at('register-from-classes').click();
    await at('product-list').getByRole('img').first().waitFor({ timeout: minute });
  });
});
