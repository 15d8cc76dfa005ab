import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { fakeCamera } from '../support/fake-camera';
import { noPhotos, productPhotos, unknownPhotos } from '../support/photos';
import { openStudio, type Studio } from './harness';

const minute = 60_000; // milliseconds
const code = '4901234567894';

/** The shop's side with a camera in the real window; each test goes on where the one before stopped. */
describe.skipIf(noPhotos())('a counter with a camera', () => {
  let studio: Studio;
  let videos: string;
  let photos: string[][];
  const at = (testId: string) => studio.page.getByTestId(testId);
  const seen = () => at('live-answer').getAttribute('data-product');

  beforeAll(async () => {
    videos = mkdtempSync(join(tmpdir(), 'ramune-video-'));
    photos = [...(await productPhotos()).values()];
    const camera = await fakeCamera(join(videos, 'camera.mjpeg'), photos[0][0], code);
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' }, camera);
    await answerDialogs(studio.app, [join(studio.folder, 'project')]);
    await at('new-project').click();
    await at('nav-register').click({ timeout: minute });
  });
  afterAll(async () => {
    await studio?.close();
    rmSync(videos, { recursive: true, force: true });
  });

  const registered = async () => {
    await at('nav-register').click();
    const text = await at('product-list')
      .getByText(/^Photos: /)
      .innerText();
    return Number(/\d+/.exec(text));
  };

  it('takes bursts straight into a class, one step to undo', async () => {
    await at('nav-curate').click();
    await at('import-photos').click();
    await at('import-camera').click();
    await at('capture-count').locator('label').nth(1).click();
    await at('capture-shoot').click({ timeout: minute });
    const widths = () =>
      at('capture-lately')
        .locator('img')
        .evaluateAll((images) => images.map((image) => (image as HTMLImageElement).naturalWidth));
    await expect
      .poll(async () => Math.min(...(await widths()), 1000), { timeout: minute })
      .toBeLessThan(1000);
    await expect.poll(async () => Math.min(...(await widths())), { timeout: minute }).toBeGreaterThan(100);
    await at('wizard-judgement').waitFor({ timeout: minute });
    await studio.screenshot('capture');
    await studio.page.keyboard.press('Escape');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBeGreaterThan(0);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(() => at('photo').count(), { timeout: minute }).toBe(0);
    await at('nav-register').click();
  });

  it('gives the page the camera and no microphone', async () => {
    const asked = (wish: MediaStreamConstraints) =>
      studio.page.evaluate(
        (constraints) =>
          navigator.mediaDevices.getUserMedia(constraints).then(
            (stream) => stream.getTracks().map((track) => (track.stop(), track.kind)),
            () => 'refused',
          ),
        wish,
      );
    expect(await asked({ audio: true })).toBe('refused');
    expect(await asked({ audio: true, video: true })).toBe('refused');
    expect(await asked({ video: true })).toEqual(['video']);
  });

  it('teaches a product in three steps within a minute', async () => {
    const started = Date.now();
    await at('wizard-open').click();
    await at('wizard-code').pressSequentially(code);
    expect(await at('wizard-code').inputValue()).toBe(code);
    await at('wizard-code').fill('');
    await at('wizard-scan').click();
    await expect.poll(() => at('wizard-code').inputValue(), { timeout: minute }).toBe(code);
    await at('wizard-name').fill('Green tea 500 ml');
    await studio.screenshot('wizard-who');
    await at('wizard-next').click();
    const filled = () => at('wizard-slot').and(studio.page.locator('[data-filled]')).count();
    for (let i = 1; i <= 4; i++) {
      await at('wizard-shoot').click({ timeout: minute });
      await expect.poll(filled, { timeout: minute }).toBe(i);
    }
    await at('wizard-judgement').waitFor({ timeout: minute });
    await studio.screenshot('wizard-photos');
    await at('wizard-save').click();
    await expect.poll(seen, { timeout: minute }).toBe('Green tea 500 ml');
    await studio.screenshot('wizard-try');
    await at('live-counter').click();
    await studio.page.keyboard.press('Escape');
    await expect.poll(() => at('live').getAttribute('data-counter')).toBeNull();
    await at('live-answer').getByTestId('teach').click();
    await at('teach-unknown').waitFor();
    await studio.page.keyboard.press('Escape');
    await at('teach-unknown').waitFor({ state: 'hidden' });
    expect(await at('wizard-done').isVisible()).toBe(true);
    await at('wizard-done').click();
    expect(Date.now() - started).toBeLessThan(minute);
    await at('product-list').getByText('Green tea 500 ml').waitFor({ timeout: minute });
  });

  it('says what the camera shows, steadily, and at the counter in large letters', async () => {
    await at('nav-recognise').click();
    await at('recognise-from').getByText('Camera').click();
    await expect.poll(seen, { timeout: minute }).toBe('Green tea 500 ml');
    const rate = async () => Number(await at('live-answer').getAttribute('data-rate'));
    await expect.poll(rate, { timeout: minute }).toBeGreaterThan(3);
    const answers = new Set<string | null>();
    for (let i = 0; i < 20; i++) {
      answers.add(await seen());
      await studio.page.waitForTimeout(100);
    }
    expect([...answers]).toEqual(['Green tea 500 ml']);
    // eslint-disable-next-line no-console
    console.warn(`live: ${await rate()} answers a second`);
    await studio.screenshot('live');
    await at('live-counter').click();
    await studio.screenshot('counter');
    await studio.page.keyboard.press('Escape');
    expect(await at('live').getAttribute('data-counter')).toBeNull();
  });

  it('is taught what the camera showed when it was asked, not what it shows by the time of the answer', async () => {
    const before = await registered();
    await at('nav-recognise').click();
    await expect.poll(seen, { timeout: minute }).toBe('Green tea 500 ml');
    // Held a little to the side, so that it is not the very picture that is registered already.
    await studio.page.locator('video').evaluate(async (element) => {
      const video = element as HTMLVideoElement;
      const camera = document.createElement('video');
      camera.srcObject = video.srcObject;
      await camera.play();
      const canvas = document.createElement('canvas');
      [canvas.width, canvas.height] = [camera.videoWidth, camera.videoHeight];
      const context = canvas.getContext('2d')!;
      const draw = () => {
        if ('putDown' in video.dataset) context.fillRect(0, 0, canvas.width, canvas.height);
        else context.drawImage(camera, 4, 0);
        requestAnimationFrame(draw);
      };
      draw();
      video.srcObject = canvas.captureStream();
      await video.play();
    });
    await at('live-answer').getByTestId('teach').click({ timeout: minute });
    await at('teach-product').first().waitFor();
    // The product is put down: the camera sees nothing.
    await studio.page.locator('video').evaluate((video) => {
      video.dataset.putDown = '';
    });
    await expect.poll(seen, { timeout: minute }).toBe('');
    await at('teach-product').first().click();
    await studio.page.getByText(/^Taught: /).waitFor({ timeout: minute });
    expect(await registered()).toBe(before + 1);
    await at('nav-register').click();
    await at('product-menu').click();
    await at('product-photos').click();
    for (const reference of await at('reference').all()) {
      const { channels } = await sharp(await reference.locator('img').screenshot()).stats();
      expect(Math.max(...channels.map(({ mean }) => mean))).toBeGreaterThan(40);
    }
    await studio.page.keyboard.press('Escape');
    await at('reference').first().waitFor({ state: 'hidden' });
    await studio.page.keyboard.press('Control+z');
    await expect.poll(registered, { timeout: minute }).toBe(before);
  });

  it('is taught what it sees, and forgets that when it is undone', async () => {
    const before = await registered();
    await at('nav-recognise').click();
    await answerDialogs(studio.app, [photos[0][5]]);
    await at('recognise-add-photos').click();
    const card = at('recognise-answer').first();
    await expect.poll(() => card.innerText(), { timeout: minute }).toContain(basename(photos[0][5]));
    await card.getByTestId('teach').click();
    await studio.screenshot('teach');
    await at('teach-product').first().click();
    await expect.poll(registered, { timeout: minute }).toBe(before + 1);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(registered, { timeout: minute }).toBe(before);
  });

  it('recognises what is put into a folder, and shows the answers that are asked for', async () => {
    const folder = join(studio.folder, 'watched');
    mkdirSync(folder);
    await at('nav-recognise').click();
    await answerDialogs(studio.app, [folder]);
    await at('recognise-watch').click();
    await expect.poll(() => at('recognise-watch').getAttribute('aria-pressed')).toBe('true');
    await studio.page.waitForTimeout(1500);
    const [stranger] = await unknownPhotos();
    cpSync(stranger, join(folder, 'stranger.jpg'));
    cpSync(photos[0][5], join(folder, 'tea.jpg'));
    await at('history-text').fill('stranger');
    await expect.poll(() => at('recognise-answer').count(), { timeout: minute }).toBe(1);
    expect(await at('recognise-answer').getAttribute('data-product')).toBe('');
    await at('history-text').fill('');
    await at('history-kind').getByText('Strangers').click();
    await expect.poll(() => at('recognise-answer').count()).toBeGreaterThan(0);
    for (const card of await at('recognise-answer').all())
      expect(await card.getAttribute('data-product')).toBe('');
    await studio.screenshot('history');
    await at('recognise-watch').click();
    // The history leads to an answer from the camera too, and says what it was.
    await at('recognise-from').getByText('Camera').click();
    await at('recognise-answer').first().waitFor({ state: 'hidden' });
    await studio.page
      .getByRole('button', { name: 'Not one of your products: show the answer for stranger.jpg' })
      .click();
    await at('recognise-answer').first().waitFor();
  });

  it('asks before a product’s photos are replaced by those of another, and checks how well they are told apart', async () => {
    await at('nav-register').click();
    await at('register-name').fill('Other');
    await answerDialogs(studio.app, photos[12].slice(0, 3));
    await at('register-add-photos').click();
    await at('register-save').click();
    await at('product-list').getByText('Other').waitFor({ timeout: minute });
    const tea = studio.page.locator('[data-testid="product"][data-name="Green tea 500 ml"]');
    const before = await tea.innerText();
    await answerDialogs(studio.app, [photos[12][1]]);
    await tea.getByTestId('product-menu').click();
    await at('product-replace').click();
    await at('lookalike-save').waitFor({ timeout: minute });
    await studio.screenshot('lookalike');
    await at('lookalike-save').click();
    await expect.poll(() => tea.innerText(), { timeout: minute }).toContain('Photos: 1');
    await at('register-view').getByText('Check').click();
    await at('health-check').click();
    await at('health-row').first().waitFor({ timeout: minute });
    const needs = await at('health-need').evaluateAll((all) => all.map((one) => one.dataset.need));
    expect(needs).toContain('difference');
    await studio.screenshot('health');
    await studio.page.keyboard.press('Control+z');
    await at('register-view').getByText('Pictures').click();
    await expect.poll(() => tea.innerText(), { timeout: minute }).toBe(before);
  });

  it('leaves a registered photo out, and takes it in again', async () => {
    const other = studio.page.locator('[data-testid="product"][data-name="Other"]');
    await other.getByTestId('product-menu').click();
    await at('product-photos').click();
    const first = at('reference').first();
    await first.getByTestId('reference-angle').selectOption('back');
    await first.getByTestId('reference-active').click({ force: true });
    await expect.poll(() => first.getAttribute('data-active')).toBeNull();
    await studio.screenshot('references');
    await studio.page.keyboard.press('Escape');
    await studio.page.keyboard.press('Control+z');
    await other.getByTestId('product-menu').click();
    await at('product-photos').click();
    await expect.poll(() => at('reference').first().getAttribute('data-active')).toBe('true');
    expect(await at('reference').first().getByTestId('reference-angle').inputValue()).toBe('back');
    await studio.page.keyboard.press('Escape');
  });

  it('edits many products at once', async () => {
    await at('register-view').getByText('Table').click();
    await at('product-row').first().waitFor();
    await at('product-row').first().locator('[data-field="maker"]').click();
    await studio.page.keyboard.press('Control+a');
    await at('bulk-edit').click();
    await at('bulk-value').fill('Kohaku');
    await at('bulk-apply').click();
    const makers = () => at('product-row').locator('[data-field="maker"]').allInnerTexts();
    await expect.poll(makers, { timeout: minute }).toEqual(['Kohaku', 'Kohaku']);
    await studio.page.keyboard.press('Control+z');
    await expect.poll(makers, { timeout: minute }).toEqual(['', '']);
  });

  it('does all that in Japanese and in the dark', async () => {
    await at('nav-settings').click();
    await at('settings-language').getByText('日本語').click();
    await at('settings-theme').getByText('ダーク').click();
    await at('nav-recognise').click();
    await at('recognise-from').getByText('カメラ').click();
    await expect.poll(seen, { timeout: minute }).toBe('Green tea 500 ml');
    await studio.screenshot('live-ja-dark');
    await at('live-counter').click();
    await studio.screenshot('counter-ja-dark');
    await studio.page.keyboard.press('Escape');
    await at('nav-register').click();
    await studio.screenshot('register-table-ja-dark');
    await at('register-view').getByText('点検').click();
    await studio.screenshot('health-ja-dark');
    await at('wizard-open').click();
    await at('wizard-name').fill('緑茶');
    await studio.screenshot('wizard-who-ja-dark');
    await at('wizard-next').click();
    await at('wizard-judgement').waitFor({ timeout: minute });
    await studio.screenshot('wizard-photos-ja-dark');
    await studio.page.keyboard.press('Escape');
  });
});
