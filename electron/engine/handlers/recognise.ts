import { basename } from 'node:path';
import type { Handlers } from '@shared/contract';
import { toFailure } from '@shared/rpc';
import type { Context } from '../context';
import { cropPhoto, photoExtension, sizeOf } from '../photos/decode';
import { pathOfPhoto } from '../photos/photo-paths';
import type { OpenProject } from '../project/open-project';
import { forgetResults, moveThreshold } from '../recognition/evaluation-sets';
import { withSurroundings } from '../recognition/find-items';
import { recognise, recogniseImage, thresholdIn } from '../recognition/recognise';
import { teach } from '../recognition/teach';
import { scorePhotos } from '../recognition/tune';
import { watchFolder } from '../recognition/watch-folder';

type RecogniseCalls = Extract<keyof Handlers, `recognise.${string}` | `tune.${string}`>;

export function recogniseHandlers(context: Context): Pick<Handlers, RecogniseCalls> {
  const { project, recogniser, emit, jobs } = context;
  const watch = watcher(context);
  return {
    'recognise.photos': ({ photos, threshold, items }) =>
      jobs.quietly(async () =>
        recognise(project(), await recogniser(), photos, await thresholdIn(project(), threshold), items),
      ),
    'recognise.image': ({ image }) => jobs.quietly(() => recogniseImage(context, image)),
    'recognise.keep': ({ image }) => keepQuery(project(), image),
    async 'recognise.keepItem'({ photoId, box }) {
      const path = await pathOfPhoto(project(), photoId);
      return keepQuery(project(), await cropPhoto(path, withSurroundings(box, await sizeOf(path))));
    },
    async 'recognise.teach'({ photoId, productId }) {
      const taught = await teach(context, photoId, productId);
      emit('project.changed', { what: productId === null ? 'photos' : 'registry' });
      return taught;
    },
    async 'recognise.watch'({ folder, items }) {
      watch(folder, items);
      return {};
    },
    'tune.scores': ({ job }) =>
      jobs.run(job, async (running) => ({
        photos: await scorePhotos(project(), await recogniser(), running),
      })),
    async 'tune.setThreshold'({ threshold: value }) {
      await project().settings.set('threshold', value);
      await moveThreshold(project(), value);
      emit('project.changed', { what: 'threshold' });
      return project().describe();
    },
    async 'tune.setProductShifts'({ shifts }) {
      await project().settings.set('productShifts', shifts);
      await forgetResults(project());
      emit('project.changed', { what: 'threshold' });
      return project().describe();
    },
  };
}

async function keepQuery({ files }: OpenProject, image: Uint8Array): Promise<{ photoId: string }> {
  await files.forgetOldQueries();
  return { photoId: (await files.addQueryImage(image, await photoExtension(image))).id };
}

/** Watches one folder at a time, as long as the project stays open. */
function watcher({
  project,
  recogniser,
  emit,
  jobs,
}: Context): (folder: string | null, items?: boolean) => void {
  let last: AbortController | null = null;
  return (folder, items) => {
    last?.abort();
    if (folder === null) return;
    const stop = (last = new AbortController());
    const open = project();
    const onPhoto = async (path: string) => {
      if (open.isClosing) return stop.abort();
      const name = basename(path);
      try {
        const [answer] = await jobs.quietly(async () =>
          recognise(open, await recogniser(), [{ path }], await open.thresholdOf(), items),
        );
        emit('recognise.watched', { name, answer, problem: null });
      } catch (error) {
        const { code, message } = toFailure(error);
        emit('recognise.watched', { name, answer: null, problem: { code, message } });
      }
    };
    watchFolder(folder, onPhoto, stop.signal).catch(() => {
      // Where it was let go, another may be watched by now.
      if (!stop.signal.aborted) emit('recognise.watchEnded', { folder });
    });
  };
}
