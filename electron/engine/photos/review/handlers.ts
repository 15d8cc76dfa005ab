import type { Handlers } from '@shared/contract';
import { Random } from '@shared/random';
import { drawSplits } from '@shared/split';
import type { Context } from '../../context';
import type { Job } from '../../jobs';
import { plan } from '../edits/change';
import { announce, changing } from '../edits/log';
import { mapPhotos } from '../map/map-photos';
import { checkSplits } from './check-splits';
import { findIssues } from './find-issues';
import { surveyPhotos } from './survey';

type ReviewCalls = 'photos.survey' | 'photos.map' | 'photos.drawSplits' | 'photos.checkSplits';

export function reviewHandlers(context: Context): Pick<Handlers, ReviewCalls> {
  const { project, recogniser, emit, jobs } = context;
  const survey = async (job: Job) => surveyPhotos(project(), await recogniser(), job);
  return {
    'photos.survey': ({ job }) => jobs.run(job, async (running) => findIssues(await survey(running))),
    'photos.map': ({ job }) => jobs.run(job, (running) => mapPhotos(context, running)),
    'photos.checkSplits': () => checkSplits(project()),
    'photos.drawSplits': ({ shares, seed = 1, job }) =>
      jobs.run(job, async (running) => {
        const { photos, read, together } = await survey(running);
        const items = read.map((at, i) => ({ label: photos[at].label, group: together[i] }));
        const splits = drawSplits(items, shares, new Random(seed));
        const idsOf = (split: string) =>
          read.filter((_, i) => splits[i] === split).map((at) => photos[at].id);
        const { edit, photos: moved } = await changing(project().db, async (tx) => ({
          photos: [
            ...(await plan(tx, idsOf('train'), { split: 'train' })),
            ...(await plan(tx, idsOf('val'), { split: 'val' })),
            ...(await plan(tx, idsOf('test'), { split: 'test' })),
          ],
          classes: [],
        }));
        announce(emit, moved);
        return { edit, train: idsOf('train').length, val: idsOf('val').length, test: idsOf('test').length };
      }),
  };
}
