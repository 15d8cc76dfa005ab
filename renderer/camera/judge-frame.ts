export interface FrameJudgement {
  light: 'ok' | 'dark' | 'bright';
  sharp: boolean;
}

/** Mean brightness, of 255, under or over which print is hard to see. */
const darkest = 50;
const brightest = 215;
/** Variance of the Laplacian over the variance of the picture: small where edges are washed out, in any light. */
const sharpest = 0.012;

/**
 * Whether a photo can be learnt from: bright enough and with sharp edges (variance of the Laplacian: Pech-Pacheco et
 * al., ICPR 2000). `grey`: brightness row by row, 0–255.
 */
export function judgeFrame(grey: ArrayLike<number>, width: number): FrameJudgement {
  const mean = meanOf(grey);
  const light = mean < darkest ? 'dark' : mean > brightest ? 'bright' : 'ok';
  const spread = varianceOf(grey, mean);
  const edges = laplacian(grey, width);
  // A picture all of one colour has no edges to be sharp.
  const sharp = spread > 1 && varianceOf(edges, meanOf(edges)) > sharpest * spread;
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

function laplacian(grey: ArrayLike<number>, width: number): Float32Array {
  const height = Math.floor(grey.length / width);
  const out = new Float32Array(Math.max(0, (width - 2) * (height - 2)));
  let i = 0;
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      out[i++] = grey[at - 1] + grey[at + 1] + grey[at - width] + grey[at + width] - 4 * grey[at];
    }
  return out;
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
