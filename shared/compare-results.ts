import type { EvaluationResult, ScoredPhoto } from './domain';

/** A photo that two models were tried on. */
export interface Pair {
  before: ScoredPhoto;
  after: ScoredPhoto;
}

export interface Comparison {
  /** Answered wrongly before and rightly now, and the other way round; the greatest change of score first. */
  better: Pair[];
  worse: Pair[];
  /** Photos that both answer rightly, and that both answer wrongly. */
  bothRight: number;
  bothWrong: number;
  /** Photos that only one was tried on, or whose label has changed between. */
  apart: number;
}

/** Compares photo by photo what two models said, each by its own threshold. */
export function compareResults(before: EvaluationResult, after: EvaluationResult): Comparison {
  const earlier = new Map(before.photos.map((photo) => [photo.photoId, photo]));
  const out: Comparison = { better: [], worse: [], bothRight: 0, bothWrong: 0, apart: 0 };
  let joined = 0;
  for (const photo of after.photos) {
    const old = earlier.get(photo.photoId);
    if (!old || old.truth !== photo.truth) continue;
    joined++;
    const [was, is] = [isRight(old, before.threshold), isRight(photo, after.threshold)];
    if (was === is) out[is ? 'bothRight' : 'bothWrong']++;
    else out[is ? 'better' : 'worse'].push({ before: old, after: photo });
  }
  out.apart = before.photos.length + after.photos.length - 2 * joined;
  for (const pairs of [out.better, out.worse]) pairs.sort((a, b) => changeOf(b) - changeOf(a));
  return out;
}

/** A product is right when it gets its name, a stranger when it is refused. */
function isRight({ truth, nearest, score }: ScoredPhoto, threshold: number): boolean {
  return truth === null ? score < threshold : nearest === truth && score >= threshold;
}

const changeOf = ({ before, after }: Pair) => Math.abs(after.score - before.score);
