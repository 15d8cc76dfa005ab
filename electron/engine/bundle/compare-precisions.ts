import type { PrecisionFigures } from '@shared/domain';
import { median } from '@shared/median';
import type { Job } from '../jobs';
import { Embedder } from '../network/embedder';
import { type Precision, precisions } from '../network/precision';
import { decodeBatch, type PhotoFile } from '../photos/decode';
import { type DescribedReference, Gallery } from '../recognition/gallery';
import { type Recogniser, splitDescriptors } from '../recognition/recogniser';

export interface PrecisionModel {
  figures: PrecisionFigures;
  model: Uint8Array;
}

/** At most this many photos, spread over the gallery. */
const mostPhotos = 48;

/** A registered photo and where it is. */
export type GalleryPhoto = DescribedReference & { file: PhotoFile };

/** The model in every precision, tried on the gallery's own photos, each left out of the gallery in its turn. */
export async function comparePrecisions(
  recogniser: Recogniser,
  gallery: readonly GalleryPhoto[],
  job: Job,
): Promise<PrecisionModel[]> {
  const count = Math.min(mostPhotos, gallery.length);
  const tried = Array.from({ length: count }, (_, i) => gallery[Math.floor((i * gallery.length) / count)]);
  const pixels = await decodeBatch(tried.map(({ file }) => file));
  const known = Gallery.of(gallery);
  const out: PrecisionModel[] = [];
  let expected: string[] = [];
  for (const [i, precision] of precisions.entries()) {
    job.throwIfCancelled();
    const file = fileOf(precision);
    const model = recogniser.model(precision);
    const { answers, msPerPhoto } = await answerAll(model, pixels, tried, known);
    if (precision === 'float32') expected = answers;
    const figures = { precision, file, bytes: model.length, photos: count, msPerPhoto };
    const sameAnswer = answers.filter((answer, k) => answer === expected[k]).length / (count || 1);
    out.push({ figures: { ...figures, accuracy: accuracyOf(answers, tried, gallery), sameAnswer }, model });
    job.report(i + 1, precisions.length, file);
  }
  return out;
}

/** A product of a single photo cannot be found without it, and is not counted. `null` where all are such. */
function accuracyOf(
  answers: readonly string[],
  tried: readonly GalleryPhoto[],
  gallery: readonly GalleryPhoto[],
): number | null {
  const hasOthers = ({ id, name }: GalleryPhoto) =>
    gallery.some((other) => other.name === name && other.id !== id);
  const right = tried.flatMap((photo, k) => (hasOthers(photo) ? [answers[k] === photo.name] : []));
  return right.length ? right.filter(Boolean).length / right.length : null;
}

const fileOf = (precision: Precision) => (precision === 'float32' ? 'model.onnx' : `model.${precision}.onnx`);

async function answerAll(
  model: Uint8Array,
  pixels: Uint8Array,
  tried: readonly GalleryPhoto[],
  gallery: Gallery,
) {
  const embedder = await Embedder.open(model);
  try {
    const size = pixels.length / tried.length;
    const answers: string[] = [];
    const times: number[] = [];
    for (const [i, photo] of tried.entries()) {
      const started = performance.now();
      const [descriptor] = splitDescriptors(await embedder.embed(pixels.subarray(i * size, (i + 1) * size)));
      times.push(performance.now() - started);
      gallery.remove(photo.id);
      const [best] = await gallery.nearest(descriptor, 1);
      gallery.add(photo, photo.embedding);
      answers.push(best?.name ?? '');
    }
    return { answers, msPerPhoto: median(times) };
  } finally {
    await embedder.release();
  }
}
