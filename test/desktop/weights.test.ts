import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { createEngine } from '../../electron/engine/engine';
import { readBackbone } from '../../electron/engine/network/backbone';
import { writeLayersModel } from '../support/layers-model';
import { noPhotos, productPhotos } from '../support/photos';
import { startWeightsServer, type WeightsServer } from '../support/weights-server';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds

describe.skipIf(noPhotos())('weights from elsewhere', () => {
  let studio: Studio;
  let server: WeightsServer;
  const at = (testId: string) => studio.page.getByTestId(testId);

  beforeAll(async () => {
    server = await startWeightsServer();
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en', RAMUNE_WEIGHTS_URL: server.url });
    const project = join(studio.folder, 'project');
    await makeProject(project);
    await answerDialogs(studio.app, [project]);
    await at('open-project').click();
    await at('nav-settings').click();
  });
  afterAll(async () => {
    await studio?.close();
    await server.close();
  });

  it('says why the ImageNet weights could not be fetched', async () => {
    await at('backbone-fetch').click();
    const told = at('error-notification');
    await told.waitFor({ timeout: minute });
    expect(await told.innerText()).toContain('The server answered 404');
  });

  it('stops a download that is cancelled', async () => {
    server.answer = { body: new Uint8Array(9_406_464), stallAfter: 5_000_000 };
    await at('backbone-fetch').click();
    await at('job-weights').waitFor();
    await at('job-cancel').click();
    await at('job-weights').waitFor({ state: 'hidden', timeout: minute });
  });

  it('imports a file and puts it to use', async () => {
    const folder = join(studio.folder, 'shop');
    await writeLayersModel(folder, (await readBackbone()).weights);
    await answerDialogs(studio.app, [join(folder, 'model.json')]);
    await at('backbone-import').click();
    await studio.page.getByText('The weights are here').waitFor({ timeout: 3 * minute });
    await rm(folder, { recursive: true });
    await at('backbone-select').click();
    await studio.page.getByRole('option', { name: /^shop-/ }).click();
    await studio.page.getByText('The project now uses these weights').waitFor({ timeout: 3 * minute });
    expect(await at('backbone-select').inputValue()).toMatch(/^shop-[0-9a-f]{8}$/);
    await studio.screenshot('settings-weights');
  });

  it('exports the network for Keras, which comes back as weights', async () => {
    const out = join(studio.folder, 'for keras');
    await answerDialogs(studio.app, [out]);
    await at('export').click();
    await studio.screenshot('settings-export');
    await at('export-keras').click();
    await studio.page.getByText('The network is written for Keras').waitFor({ timeout: minute });
    await answerDialogs(studio.app, [join(out, 'model.keras')]);
    await at('backbone-import').click();
    await studio.page.getByText(/Choose for-keras-[0-9a-f]{8} to use them/).waitFor({ timeout: 2 * minute });
  });
});

/** A project of twenty photos, closed again. */
async function makeProject(folder: string): Promise<void> {
  const engine = createEngine(() => {});
  await engine.handlers['project.create']({ folder });
  const paths = [...(await productPhotos()).values()].flatMap((photos) => photos.slice(0, 2)).slice(0, 20);
  await engine.handlers['photos.import']({ paths, job: 'import' });
  await engine.close();
}
