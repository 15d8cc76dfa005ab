import { create } from 'zustand';
import type { ImageAnswer } from '@shared/domain';
import { asStudioError, report } from '../../app/errors';
import { onProjectOpened } from '../../app/project-store';
import { grabFrame, nextFrame, quickSide } from '../../camera/grab';
import { call } from '../../engine/connection';
import { addAnswer, useRecognise } from '../recognise-store';
import { beep } from './beep';
import { vote, voters } from './vote';

interface LiveStore {
  /** What the latest frames agree on; `null` before they do. */
  steady: ImageAnswer | null;
  /** Answers in the last second. */
  rate: number;
  sound: boolean;
  /** Large letters for the counter. */
  counter: boolean;
}

const start: LiveStore = { steady: null, rate: 0, sound: false, counter: false };

export const useLive = create<LiveStore>()(() => start);

onProjectOpened((_project, again) => {
  if (!again) useLive.setState(start);
});

/** While one frame is in the engine the next is being encoded. */
const inFlight = 2;
const pauseAfterError = 500; // milliseconds

/** Asks about a camera's frames until `signal` is aborted. */
export async function watchCamera(video: HTMLVideoElement, signal: AbortSignal): Promise<void> {
  const frames: ImageAnswer[] = [];
  const times: number[] = [];
  const take = (answer: ImageAnswer, image: Uint8Array) => {
    const now = performance.now();
    frames.splice(0, frames.length - voters + 1);
    frames.push(answer);
    times.push(now);
    while (times[0] < now - 1000) times.shift();
    settle(vote(frames), image);
    useLive.setState({ rate: times.length });
  };
  // What it showed last is not what it will show when it is opened again.
  signal.addEventListener('abort', () => useLive.setState({ steady: null, rate: 0 }));
  await Promise.all(Array.from({ length: inFlight }, () => askAgainAndAgain(video, signal, take)));
}

async function askAgainAndAgain(
  video: HTMLVideoElement,
  signal: AbortSignal,
  take: (answer: ImageAnswer, image: Uint8Array) => void,
): Promise<void> {
  while (!signal.aborted) {
    await nextFrame(video);
    if (signal.aborted || video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA) continue;
    try {
      const image = await grabFrame(video, quickSide);
      const answer = await call('recognise.image', { image });
      if (!signal.aborted) take(answer, image);
    } catch (error) {
      const { code } = asStudioError(error);
      if (code === 'no-products') return useRecognise.setState({ noProducts: true });
      if (code !== 'engine-gone') report(error);
      if (code === 'engine-failed') return;
      await new Promise((resolve) => setTimeout(resolve, pauseAfterError));
    }
  }
}

/** Shows what the frames agree on; a product that was not there a moment ago goes into the history. */
function settle(agreed: ImageAnswer | null, image: Uint8Array): void {
  const { steady, sound } = useLive.getState();
  if (!agreed) return;
  useLive.setState({ steady: agreed });
  if (!agreed.product || agreed.product.id === steady?.product?.id) return;
  if (sound) beep();
  void keep(image)
    .then((photoId) => photoId && addAnswer({ ...agreed, photoId, name: agreed.product!.name }))
    .catch(() => {});
}

/** Keeps a camera's picture for a while, so that it can be shown and taught; answers its id. */
export async function keep(image: Uint8Array): Promise<string> {
  return (await call('recognise.keep', { image })).photoId;
}
