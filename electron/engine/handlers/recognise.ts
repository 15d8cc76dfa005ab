import { basename } from 'node:path';
import type { Handlers } from '@shared/contract';
import { suggestThreshold } from '@shared/metrics';
import { toFailure } from '@shared/rpc';
import type { Context } from '../context';
import { photoExtension } from '../photos/decode';
import { moveThreshold } from '../recognition/evaluation-sets';
import { recognise, recogniseImage, thresholdIn } from '../recognition/recognise';
import { teach } from '../recognition/teach';
import { scorePhotos } from '../recognition/tune';
import { watchFolder } from '../recognition/watch-folder';

type RecogniseCalls = Extract<keyof Handlers, `recognise.${string}` | `tune.${string}`>;

export function recogniseHandlers(context: Context): Pick<Handlers, RecogniseCalls> {
  const { project, recogniser, emit, jobs } = context;
  const threshold = () => project().threshold();
  const watch = watcher(context);
  return {
    async 'recognise.photos'({ photos, threshold: asked, items }) {
      return recognise(project(), await recogniser(), photos, await thresholdIn(project(), asked), items);
    },
    'recognise.image': ({ image }) => recogniseImage(context, image),
    async 'recognise.keep'({ image }) {
      const { files } = project();
      await files.forgetOldQueries();
      return { photoId: (await files.addQueryImage(image, await photoExtension(image))).id };
    },
    async 'recognise.teach'({ photoId, productId }) {
      const taught = await teach(context, photoId, productId);
      emit('project.changed', { what: productId === null ? 'photos' : 'registry' });
      return taught;
    },
    async 'recognise.watch'({ folder }) {
      watch(folder);
      return {};
    },
    'tune.scores': ({ job }) =>
      jobs.run(job, async (running) => {
        const photos = await scorePhotos(project(), await recogniser(), running);
        return { photos, threshold: await threshold(), suggested: suggestThreshold(photos) };
      }),
    async 'tune.setThreshold'({ threshold: value }) {
      await project().settings.set('threshold', value);
      await moveThreshold(project(), value);
      emit('project.changed', { what: 'threshold' });
      return project().describe();
    },
    async 'tune.setProductShifts'({ shifts }) {
      await project().settings.set('productShifts', shifts);
      emit('project.changed', { what: 'threshold' });
      return project().describe();
    },
  };
}

/** Watches one folder at a time, as long as the project stays open. */
function watcher({ project, recogniser, emit }: Context): (folder: string | null) => void {
  let last: AbortController | null = null;
  return (folder) => {
    last?.abort();
    if (folder === null) return;
    const stop = (last = new AbortController());
    const open = project();
    const onPhoto = async (path: string) => {
      if (open.isClosing) return stop.abort();
      const name = basename(path);
      try {
        const [answer] = await recognise(open, await recogniser(), [{ path }], await open.thresholdOf());
        emit('recognise.watched', { name, answer, problem: '' });
      } catch (error) {
        emit('recognise.watched', { name, answer: null, problem: toFailure(error).message });
      }
    };
    watchFolder(folder, onPhoto, stop.signal).catch(() => emit('recognise.watchEnded', { folder }));
  };
}
