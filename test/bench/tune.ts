import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Candidate, ScoredPhoto } from '@shared/domain';
import { auroc, falseRejectRateAtFar } from '@shared/metrics';
import { fitShifts, type ProductShifts, shifted } from '@shared/product-shifts';
import { Random } from '@shared/random';
import { createEngine } from '../../electron/engine/engine';
import { noPhotos, productPhotos, spread, unknownPhotos } from '../support/photos';

const [references, keptOut, choices, rate] = [4, 11, 100, 0.05];

/**
 * What thresholds of single products are worth with the bundled backbone: a hundred times eleven products are taken out
 * of the gallery, so that their photos are strangers beside the photos of other things. The first half of each one's
 * photos fits the shifts, the second half judges them. `known`: the strangers that judge are of the same products as
 * those that were fitted to; `fresh`: of other products.
 */
export default async function tune() {
  if (noPhotos()) throw new Error('This benchmark needs real photos.');
  const photos = await recogniseAll();
  const names = [...new Set(photos.flatMap(({ shows }) => shows ?? []))];
  const none: ProductShifts = new Map();
  const measured = { known: rounds(), fresh: rounds() };
  for (let choice = 0; choice < choices; choice++) {
    const out = new Random(choice, 3).shuffled(names).slice(0, keptOut);
    const scored = photos.flatMap((photo) => without(photo, new Set(out)));
    const toFit = new Set(out.slice(0, Math.floor(keptOut / 2)));
    for (const kind of ['known', 'fresh'] as const) {
      const belongs = (shows: string | null, fitting: boolean) =>
        kind === 'known' || shows === null || !out.includes(shows) || toFit.has(shows) === fitting;
      const fit = scored.filter(({ first, shows }) => first && belongs(shows, true));
      const test = scored.filter(({ first, shows }) => !first && belongs(shows, false));
      const { common, own } = measured[kind];
      common.push(judge(test, none));
      own.push(judge(test, fitShifts(fit)));
    }
  }
  return Object.fromEntries(
    Object.entries(measured).map(([kind, { common, own }]) => [kind, summary(common, own)]),
  );
}

interface Answer {
  photoId: string;
  shows: string | null;
  first: boolean;
  candidates: Candidate[];
}
type Test = ScoredPhoto & { first: boolean };
type Figures = ReturnType<typeof judge>;

const rounds = (): { common: Figures[]; own: Figures[] } => ({ common: [], own: [] });

/** The same photo with some products out of the gallery; nothing where the five nearest are all out. */
function without({ candidates, shows, ...photo }: Answer, out: ReadonlySet<string>): Test[] {
  const best = candidates.find(({ name }) => !out.has(name));
  if (!best) return [];
  const truth = shows !== null && out.has(shows) ? null : shows;
  return [{ ...photo, shows, truth, nearest: best.name, score: best.score, trained: false }];
}

function judge(test: readonly Test[], shifts: ProductShifts) {
  const scores = test.map((photo) => ({ ...shifted(photo, shifts) }));
  const genuine = scores.filter(({ truth }) => truth !== null).map(({ score }) => score);
  const strangers = scores.filter(({ truth }) => truth === null).map(({ score }) => score);
  return { rejected: falseRejectRateAtFar(genuine, strangers, rate)!, auroc: auroc(genuine, strangers)! };
}

function summary(common: readonly Figures[], own: readonly Figures[]) {
  const mean = (list: readonly Figures[], pick: keyof Figures) =>
    list.reduce((sum, figures) => sum + figures[pick], 0) / list.length;
  return {
    falseRejectsAtFar5: { common: mean(common, 'rejected'), own: mean(own, 'rejected') },
    auroc: { common: mean(common, 'auroc'), own: mean(own, 'auroc') },
    better: own.filter(({ rejected }, i) => rejected < common[i].rejected).length,
    worse: own.filter(({ rejected }, i) => rejected > common[i].rejected).length,
  };
}

async function recogniseAll(): Promise<Answer[]> {
  const folder = await mkdtemp(join(tmpdir(), 'ramune-tune-'));
  const { handlers, close } = createEngine(() => {});
  try {
    await handlers['project.create']({ folder });
    const photos: { shows: string | null; path: string; first: boolean }[] = [];
    for (const [name, paths] of await productPhotos()) {
      const own = spread(paths.slice(0, Math.floor(paths.length * 0.6)), references);
      await handlers['registry.register']({ name, photos: own.map((path) => ({ path })) });
      photos.push(
        ...halves(
          paths.filter((path) => !own.includes(path)),
          name,
        ),
      );
    }
    photos.push(...halves(await unknownPhotos(), null));
    const answers = await handlers['recognise.photos']({
      photos: photos.map(({ path }) => ({ path })),
      threshold: 0,
    });
    return answers.map(({ photoId, candidates }, i) => ({ ...photos[i], photoId, candidates }));
  } finally {
    await close();
    await rm(folder, { recursive: true, force: true });
  }
}

const halves = (paths: readonly string[], shows: string | null) =>
  paths.map((path, i) => ({ shows, path, first: i < paths.length / 2 }));
