import sharp, { type Sharp } from 'sharp';
import { Random } from '../../shared/random';

/** A picture of rectangles at random, 120 × 120: each seed's is unlike the others. */
export function drawShapes(seed: number): Sharp {
  const random = new Random(seed, 7);
  const shapes = Array.from({ length: 20 }, () => {
    const [x, y, hue] = [random.below(90), random.below(90), random.below(360)];
    return `<rect x="${x}" y="${y}" width="30" height="30" fill="hsl(${hue} 70% 50%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="120" height="120">${shapes.join('')}</svg>`;
  return sharp(Buffer.from(svg)).flatten({ background: '#999' });
}
