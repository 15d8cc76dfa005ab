import { create } from 'zustand';
import type { PhotoSource, Recognition } from '@shared/domain';
import { StudioError } from '@shared/errors';
import { asStudioError, attempt, report } from '../app/errors';
import { onProjectOpened } from '../app/project-store';
import { call, on } from '../engine/connection';
import type { HistoryFilter } from './history';

/** One answer of this session; the same photo may be asked about twice. */
export interface Answer extends Recognition {
  key: number;
}

/** Where the history finds an answer's card. */
export const answerId = ({ key }: Answer): string => `answer-${key}`;

interface RecogniseStore {
  /** Newest first. */
  answers: Answer[];
  /** How many photos are being looked at. */
  pending: number;
  noProducts: boolean;
  filter: HistoryFilter;
  shown: 'photos' | 'camera';
  /** Whether each product in a photo is looked for. */
  several: boolean;
  /** The folder whose new photos are recognised. */
  watched: string | null;
}

const empty: RecogniseStore = {
  answers: [],
  pending: 0,
  noProducts: false,
  filter: { kind: 'all', text: '' },
  shown: 'photos',
  several: false,
  watched: null,
};
const historyLimit = 100;

export const useRecognise = create<RecogniseStore>()(() => empty);

onProjectOpened((_project, again) => {
  const { watched } = useRecognise.getState();
  if (!again) useRecognise.setState(empty);
  // A new engine does not know what the one before was watching; another project's folder is let go, and one that this
  // page watched before it was reloaded.
  if (watched || !again) void watch(again ? watched : null).catch(() => {});
});
on('project.changed', ({ what }) => {
  if (what === 'registry') useRecognise.setState({ noProducts: false });
});
on('recognise.watched', ({ name, answer, problem }) => {
  if (answer) addAnswer(answer);
  else if (problem) tell(new StudioError(problem.code, problem.message, name));
});
on('recognise.watchEnded', ({ folder }) => {
  useRecognise.setState({ watched: null });
  report(new StudioError('not-found', folder));
});

let count = 0;
let queue = Promise.resolve();

/** Recognises photo files one after another, so that the first answer does not wait for the last. */
export const recognisePhotos = (paths: string[]): void =>
  enqueue(paths.map((path) => async () => ({ path })));

/** The same for pictures that are no files, such as a copied part of a screen. */
export const recogniseImages = (images: Blob[]): void =>
  enqueue(
    images.map((image) => async () => {
      const bytes = new Uint8Array(await image.arrayBuffer());
      return call('recognise.keep', { image: bytes });
    }),
  );

function enqueue(photos: (() => Promise<PhotoSource>)[]): void {
  useRecognise.setState(({ pending }) => ({
    pending: pending + photos.length,
    noProducts: false,
    shown: 'photos',
  }));
  for (const photo of photos) queue = queue.then(() => recogniseOne(photo));
}

/** Puts an answer in front of the others. */
export function addAnswer(recognition: Recognition): void {
  const answer = { ...recognition, key: ++count };
  useRecognise.setState(({ answers }) => ({ answers: [answer, ...answers].slice(0, historyLimit) }));
}

async function recogniseOne(photo: () => Promise<PhotoSource>): Promise<void> {
  try {
    const items = useRecognise.getState().several;
    const recognitions = await call('recognise.photos', { photos: [await photo()], items });
    recognitions.forEach(addAnswer);
  } catch (error) {
    tell(error);
  } finally {
    useRecognise.setState(({ pending }) => ({ pending: Math.max(0, pending - 1) }));
  }
}

/** Without products the room says what to do; whatever else went wrong is a notice. */
function tell(error: unknown): void {
  if (asStudioError(error).code === 'no-products') useRecognise.setState({ noProducts: true });
  else report(error);
}

export async function chooseAndRecognise(): Promise<void> {
  recognisePhotos(await window.studio.choosePhotos());
}

/** Asks for a folder to watch; where one is watched, lets it go. */
export async function toggleWatch(): Promise<void> {
  const folder = useRecognise.getState().watched ? null : await window.studio.chooseFolder('watch');
  if (folder === null && !useRecognise.getState().watched) return;
  await attempt(async () => {
    await watch(folder);
    useRecognise.setState({ watched: folder, shown: 'photos' });
  });
}

/** Whether each product in a photo is looked for from now on, in the folder that is watched too. */
export async function setSeveral(several: boolean): Promise<void> {
  useRecognise.setState({ several });
  const { watched } = useRecognise.getState();
  if (watched) await attempt(() => watch(watched));
}

const watch = (folder: string | null) =>
  call('recognise.watch', { folder, items: useRecognise.getState().several });

export const clearAnswers = (): void => useRecognise.setState({ answers: [], filter: empty.filter });
