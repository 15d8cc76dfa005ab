import sharp from 'sharp';

const width = 960; // pixels
const shown = 2500; // milliseconds
const rollShown = 700; // milliseconds
const rollEvery = 5000; // milliseconds

/** Pictures of the window, one after another, as one file that moves. */
export class Film {
  #frames = [];

  /** @param {import('playwright-core').Page} page */
  constructor(page) {
    this.page = page;
  }

  /** Takes the window as it is now. */
  async shoot(delay = shown) {
    const picture = await this.page.screenshot();
    this.#frames.push({ delay, picture: await sharp(picture).resize({ width }).png().toBuffer() });
  }

  /** Takes it again and again. @returns what ends that */
  roll() {
    const timer = setInterval(() => void this.shoot(rollShown).catch(() => {}), rollEvery);
    return () => clearInterval(timer);
  }

  /** @param {string} path of a WebP file */
  async save(path) {
    const pictures = this.#frames.map(({ picture }) => picture);
    const delay = this.#frames.map((frame) => frame.delay);
    await sharp(pictures, { join: { animated: true } })
      .webp({ delay, loop: 0, quality: 70 })
      .toFile(path);
  }
}
