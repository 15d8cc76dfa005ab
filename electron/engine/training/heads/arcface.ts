import type { ArcFaceHead } from '@shared/recipe';
import type { Margin } from './margin';

/** 1 − cos² is kept above this, so that the slope stays finite where embedding and centre coincide. */
export const smallestSineSquare = 1e-7;

/** The constants of the margin: beyond the turning point cos(θ + m) would rise again. */
export function arcfaceConstants({ m, easyMargin }: ArcFaceHead) {
  return {
    cosM: Math.cos(m),
    sinM: Math.sin(m),
    turningPoint: easyMargin ? 0 : -Math.cos(m),
    beyond: easyMargin ? 0 : -m * Math.sin(m),
  };
}

/**
 * ArcFace's additive angular margin: cos θ becomes cos(θ + m). Where θ + m > π it becomes cos θ − m·sin m
 * instead; with `easyMargin` it stays cos θ wherever cos θ ≤ 0.
 * Deng et al., ArcFace: Additive Angular Margin Loss for Deep Face Recognition, CVPR 2019, equation 3; both
 * fallbacks are those of the authors' published code.
 */
export function arcfaceMargin(head: ArcFaceHead): Margin {
  const { cosM, sinM, turningPoint, beyond } = arcfaceConstants(head);
  return (cosine) => {
    if (cosine <= turningPoint) return { value: cosine + beyond, slope: 1 };
    const sineSquare = (1 - cosine) * (1 + cosine);
    const sine = Math.sqrt(Math.max(sineSquare, smallestSineSquare));
    const sineSlope = sineSquare > smallestSineSquare ? -cosine / sine : 0;
    return { value: cosine * cosM - sine * sinM, slope: cosM - sineSlope * sinM };
  };
}
