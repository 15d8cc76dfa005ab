import { create } from 'zustand';
import type { Recognition } from '@shared/domain';
import { asStudioError, report } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { call } from '../engine/connection';

/** One answer of this session; the same photo may be asked about twice. */
export interface Answer extends Recognition {
  key: number;
}

interface RecogniseStore {
  /** Newest first. */
  answers: Answer[];
  /** How many photos are being looked at. */
  pending: number;
  noProducts: boolean;
}

const empty = { answers: [], pending: 0, noProducts: false };
const historyLimit = 100;

export const useRecognise = create<RecogniseStore>()(() => empty);

onProjectOpened((_project, again) => {
  if (!again) useRecognise.setState(empty);
});

let count = 0;
let queue = Promise.resolve();

/** Recognises photo files one after another, so that the first answer does not wait for the last. */
export function recognisePhotos(paths: string[]): void {
  useRecognise.setState(({ pending }) => ({ pending: pending + paths.length, noProducts: false }));
  for (const path of paths) queue = queue.then(() => recogniseOne(path));
}

async function recogniseOne(path: string): Promise<void> {
  try {
    const recognitions = await call('recognise.photos', { photos: [{ path }] });
    const answers = recognitions.map((recognition) => ({ ...recognition, key: ++count }));
    useRecognise.setState((state) => ({
      answers: [...answers, ...state.answers].slice(0, historyLimit),
    }));
  } catch (error) {
    if (asStudioError(error).code === 'no-products') useRecognise.setState({ noProducts: true });
    else report(error);
  } finally {
    useRecognise.setState(({ pending }) => ({ pending: Math.max(0, pending - 1) }));
  }
}

export async function chooseAndRecognise(): Promise<void> {
  recognisePhotos(await window.studio.choosePhotos());
}

export const clearAnswers = (): void => useRecognise.setState({ answers: [] });
