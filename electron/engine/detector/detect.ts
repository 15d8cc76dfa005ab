import { readFile } from 'node:fs/promises';
import { type InferenceSession, Tensor } from 'onnxruntime-node';
import { type Box, fitBox, type Size } from '@shared/box';
import { StudioError } from '@shared/errors';
import { assetPath } from '../assets';
import { openSession } from '../network/session';
import { decodePixels } from '../photos/decode';
import { detectorSide, packaging } from './packaging';

/** What is less likely than this is not told. */
const leastScore = 0.3;

/** A packaged product in a photo. */
export interface Detection {
  box: Box;
  kind: (typeof packaging)[number]['kind'];
  /** 0–1 */
  score: number;
}

let session: Promise<InferenceSession> | undefined;

/**
 * Packaged products in a photo, the likeliest first: SSDLite-MobileNetV2 trained on COCO (see `build/detector`).
 * @param size of the photo, upright
 * @throws StudioError `no-detector`, `photo-broken`
 */
export async function detect(photo: string | Buffer, size: Size): Promise<Detection[]> {
  const pixels = await decodePixels(photo, null, detectorSide);
  const { boxes, scores, kinds } = await (
    await openDetector()
  ).run({
    image: new Tensor('uint8', pixels, [1, detectorSide, detectorSide, 3]),
    threshold: new Tensor('float32', [leastScore], [1]),
  });
  const edges = boxes.data as Float32Array;
  return Array.from(scores.data as Float32Array).flatMap((score, i) => {
    const [top, left, bottom, right] = edges.subarray(4 * i);
    const box = fitBox(
      {
        top: top * size.height,
        left: left * size.width,
        bottom: bottom * size.height,
        right: right * size.width,
      },
      size,
    );
    return box ? [{ box, kind: packaging[Number(kinds.data[i])].kind, score }] : [];
  });
}

/** The one that a photo was most likely taken of: of the sure ones a large one. `null` where there is none. */
export function mainDetection(detections: readonly Detection[]): Detection | null {
  const weight = ({ box, score }: Detection) => score * Math.sqrt(box.width * box.height);
  return detections.reduce<Detection | null>(
    (best, next) => (best && weight(best) >= weight(next) ? best : next),
    null,
  );
}

function openDetector(): Promise<InferenceSession> {
  session ??= loadDetector();
  // One that failed to load is tried again the next time.
  session.catch(() => (session = undefined));
  return session;
}

/** The one made with the studio, or that which RAMUNE_DETECTOR names. */
const detectorPath = () => process.env.RAMUNE_DETECTOR ?? assetPath('detector.onnx');

async function loadDetector(): Promise<InferenceSession> {
  try {
    return await openSession(await readFile(detectorPath()));
  } catch (error) {
    throw new StudioError(
      'no-detector',
      'The detector of bottles and cups is not there. It is fetched when the studio is built with a network.',
      String(error),
    );
  }
}
