import { laplacianVariance } from '@shared/sharpness';

export interface FrameJudgement {
  light: 'ok' | 'dark' | 'bright';
  sharp: boolean;
}

/** Mean brightness, of 255, under or over which print is hard to see. */
const darkest = 50;
const brightest = 215;
/** Variance of the Laplacian over the variance of the picture: small where edges are washed out, in any light. */
const sharpest = 0.012;

/** Whether a photo can be learnt from: bright enough and with sharp edges. `grey`: brightness row by row, 0–255. */
export function judgeFrame(grey: ArrayLike<number>, width: number): FrameJudgement {
  const mean = meanOf(grey);
  const light = mean < darkest ? 'dark' : mean > brightest ? 'bright' : 'ok';
  const spread = varianceOf(grey, mean);
  const edges = laplacianVariance(grey, width, Math.floor(grey.length / width));
  // A picture all of one colour has no edges to be sharp.
  const sharp = spread > 1 && edges > sharpest * spread;
  return { light, sharp };
}

/** The middle of a canvas as brightness, where the product is. */
export function greyMiddle(canvas: HTMLCanvasElement): { grey: Float32Array; width: number } {
  const [width, height] = [canvas.width, canvas.height].map((side) => Math.max(3, Math.floor(side * 0.6)));
  const left = Math.floor((canvas.width - width) / 2);
  const top = Math.floor((canvas.height - height) / 2);
  const { data } = canvas.getContext('2d')!.getImageData(left, top, width, height);
  const grey = new Float32Array(width * height);
  for (let i = 0; i < grey.length; i++)
    grey[i] = 0.299 * data[4 * i] + 0.587 * data[4 * i + 1] + 0.114 * data[4 * i + 2];
  return { grey, width };
}

function meanOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / Math.max(1, values.length);
}

function varianceOf(values: ArrayLike<number>, mean: number): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += (values[i] - mean) ** 2;
  return sum / Math.max(1, values.length);
}
