import type { Random } from '@shared/random';
import { Random as Generator } from '@shared/random';

/** What a camera does to the light that reaches it. */
export interface Lens {
  /** Focus blur, pixels (standard deviation). */
  blur: number;
  /** Motion across the picture during the exposure, pixels. */
  motion: number;
  exposure: number;
  /** Factors of red and blue. */
  warmth: readonly [number, number];
  /** How much darker the corners are. */
  vignette: number;
  /** Standard deviation of the noise at full brightness, 0–255. */
  noise: number;
  /** 1 leaves the tones alone. */
  contrast: number;
  quality: number;
}

export function drawLens(random: Random, height: number): Lens {
  const size = height / 640;
  const bad = random.next() < 0.2;
  return {
    blur: size * (bad ? random.between(1, 2.2) : random.between(0.2, 0.9)),
    motion: random.next() < 0.2 ? size * random.between(2, 7) : 0,
    exposure: 2 ** random.between(-0.55, 0.45),
    warmth: [1 + random.between(-0.12, 0.14), 1 + random.between(-0.16, 0.12)],
    vignette: random.between(0, 0.35),
    noise: random.next() < 0.25 ? random.between(6, 12) : random.between(1.5, 5),
    contrast: random.between(0.9, 1.2),
    quality: 70 + random.below(26),
  };
}

/**
 * Blurs 4-channel pixels in place by `sigma` (standard deviation, pixels) and along rows by `motion` more. A box a
 * direction where that is little, two where the box would show.
 */
export function blur(pixels: Float32Array, width: number, height: number, sigma: number, motion = 0): void {
  const passes = sigma > 1.2 ? 2 : 1;
  const radius = boxRadius((sigma * sigma) / passes);
  for (let pass = 0; pass < passes; pass++) {
    boxBlur(pixels, height, width, width * 4, 4, radius + (pass ? 0 : motion / 2));
    boxBlur(pixels, width, height, 4, width * 4, radius);
  }
}

/** Half width of the box with this variance; its two end pixels count by the fraction. */
function boxRadius(variance: number): number {
  const whole = Math.floor((Math.sqrt(12 * variance + 1) - 1) / 2);
  const inner = (whole * (whole + 1) * (2 * whole + 1)) / 3;
  return whole + (variance * (2 * whole + 1) - inner) / (2 * ((whole + 1) ** 2 - variance));
}

let line = new Float32Array(0);

/** A box of half width `radius` (any number) along each of `lines` lines of `length` pixels. */
function boxBlur(
  pixels: Float32Array,
  lines: number,
  length: number,
  lineStep: number,
  step: number,
  radius: number,
): void {
  if (radius < 0.02) return;
  const whole = Math.floor(radius);
  const part = radius - whole;
  const pad = whole + 1;
  const weight = 1 / (2 * radius + 1);
  if (line.length < length + 2 * pad) line = new Float32Array(length + 2 * pad);
  for (let l = 0; l < lines; l++)
    for (let c = 0; c < 3; c++) {
      const start = l * lineStep + c;
      for (let i = 0; i < length; i++) line[pad + i] = pixels[start + i * step];
      line.fill(line[pad], 0, pad);
      line.fill(line[pad + length - 1], pad + length, length + 2 * pad);
      let sum = 0;
      for (let i = 1; i <= 2 * whole + 1; i++) sum += line[i];
      for (let i = 0; i < length; i++) {
        const after = line[i + 2 * pad];
        pixels[start + i * step] = (sum + part * (line[i] + after)) * weight;
        sum += after - line[i + 1];
      }
    }
}

const toneSteps = 2048;
const noiseTable = (() => {
  const random = new Generator(1, 99);
  return Float32Array.from({ length: 1 << 16 }, () => random.normal());
})();

/** Develops linear light (4 numbers a pixel) into gamma-encoded RGB bytes: vignette, exposure, tone, noise. */
export function develop(
  pixels: Float32Array,
  width: number,
  height: number,
  lens: Lens,
  random: Random,
): Buffer {
  const out = Buffer.allocUnsafe(width * height * 3);
  const tone = toneCurve(lens.contrast);
  const gains = [lens.exposure * lens.warmth[0], lens.exposure, lens.exposure * lens.warmth[1]];
  const reach = 1 / (width * width + height * height);
  let at = random.below(1 << 16);
  for (let y = 0, i = 0, o = 0; y < height; y++)
    for (let x = 0; x < width; x++, i += 4) {
      const dx = 2 * x - width;
      const dy = 2 * y - height;
      const corner = 1 - lens.vignette * (dx * dx + dy * dy) * reach;
      // A stride coprime to the table's length, so that rows do not repeat.
      at = (at + 7919) & 0xffff;
      const grey = noiseTable[at];
      for (let c = 0; c < 3; c++, o++) {
        const light = Math.min(1, pixels[i + c] * gains[c] * corner * 0.55);
        const value = tone[(light * (toneSteps - 1)) | 0];
        const grain = 0.75 * grey + 0.65 * noiseTable[(at + 4001 * (c + 1)) & 0xffff];
        out[o] = Math.max(0, Math.min(255, value + lens.noise * grain * (1.15 - value / 300) + 0.5));
      }
    }
  return out;
}

/** Filmic: a gamma with a soft shoulder. */
function toneCurve(contrast: number): Float32Array {
  return Float32Array.from({ length: toneSteps }, (_, i) => {
    const light = i / (toneSteps - 1) / 0.55;
    const rolled = light < 0.7 ? light : 0.7 + 0.34 * (1 - Math.exp(-(light - 0.7) / 0.34));
    const value = Math.min(1, rolled) ** (1 / 2.2);
    return 255 * Math.min(1, Math.max(0, 0.5 + (value - 0.5) * contrast));
  });
}
