import type { Handlers } from '@shared/contract';
import { suggestThreshold } from '@shared/metrics';
import type { Context } from '../context';
import { recognise } from '../recognition/recognise';
import { loadGallery } from '../recognition/registry';
import { scorePhotos } from '../recognition/tune';

type RecogniseCalls = 'recognise.photos' | 'tune.scores' | 'tune.setThreshold';

export function recogniseHandlers({
  project,
  recogniser,
  emit,
  jobs,
}: Context): Pick<Handlers, RecogniseCalls> {
  const threshold = async () => (await project().describe()).threshold;
  return {
    'recognise.photos': async ({ photos, threshold: asked }) =>
      recognise(
        project(),
        await recogniser(),
        await loadGallery(project()),
        photos,
        asked ?? (await threshold()),
      ),
    'tune.scores': ({ job }) =>
      jobs.run(job, async (running) => {
        const gallery = await loadGallery(project());
        const photos = await scorePhotos(project(), await recogniser(), gallery, running);
        return { photos, threshold: await threshold(), suggested: suggestThreshold(photos) };
      }),
    async 'tune.setThreshold'({ threshold: value }) {
      await project().settings.set('threshold', value);
      emit('project.changed', { what: 'threshold' });
      return project().describe();
    },
  };
}
