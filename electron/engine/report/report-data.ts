import {
  equalErrorRate,
  openSetClassificationRate,
  operateAt,
  type Operation,
  operations,
  scoreTable,
  thresholdChoices,
} from '@shared/curves';
import type { PhotoClass, Project, ScoredPhoto, ThresholdChoice, VersionDifference } from '@shared/domain';
import { auroc } from '@shared/metrics';
import { type ProductRow, productRows } from '@shared/product-rows';
import { crossFitted } from '@shared/product-shifts';
import type { RunRecord } from '@shared/training';
import type { Context } from '../context';
import type { Job } from '../jobs';
import { openPhoto } from '../photos/decode';
import { pathOfPhoto } from '../photos/photo-paths';
import { compareSnapshots } from '../photos/versions/compare';
import { hashOfText, readSnapshot, type Snapshot, takeSnapshot } from '../photos/versions/snapshot';
import { listClasses } from '../project/classes';
import type { OpenProject } from '../project/open-project';
import { scorePhotos } from '../recognition/tune';
import { RunStore } from '../training/run-store';

/** A photo that the threshold in use answers wrongly. */
export interface Mistake extends ScoredPhoto {
  /** A small JPEG as a data URI. */
  picture: string;
}

/** A state of the dataset. */
interface DatasetState {
  photos: number;
  /** SHA-256 of which photos there are, and the label, split and box of each. */
  hash: string;
}

/** All that the report says, before it is put into words. */
export interface ReportData {
  project: Project;
  made: Date;
  now: Operation;
  products: number;
  strangers: number;
  /** Photos that the model was trained on. */
  trained: number;
  accuracy: number;
  auroc: number | null;
  eer: number | null;
  oscr: number | null;
  choices: ThresholdChoice[];
  curve: Operation[];
  /** Worst first. */
  perProduct: ProductRow[];
  mistakes: Mistake[];
  classes: PhotoClass[];
  dataset: DatasetState;
  /** The dataset that the run in use began with, and what has changed since; `null` where none is kept. */
  trainedOn: (DatasetState & { madeAt: string; since: VersionDifference }) | null;
  /** The run whose weights are in use, if any. */
  run: RunRecord | null;
}

const mostMistakes = 24;
const pictureWidth = 200;

/** Scores the project's photos as the Tune room does and gathers what there is to say. */
export async function gatherReport(context: Context, job: Job): Promise<ReportData> {
  const open = context.project();
  const project = await open.describe();
  const scored = await scorePhotos(open, await context.recogniser(), job);
  // Thresholds of products were fitted to these very photos.
  const photos = project.productShifts ? crossFitted(scored) : scored;
  const table = scoreTable(photos);
  const known = photos.filter(({ truth }) => truth !== null);
  const snapshot = await takeSnapshot(open.db);
  return {
    project,
    made: new Date(),
    now: operateAt(table, project.threshold),
    products: known.length,
    strangers: table.stranger.length,
    trained: photos.filter(({ trained }) => trained).length,
    accuracy: known.length ? table.right.length / known.length : 0,
    auroc: auroc(
      known.map(({ score }) => score),
      [...table.stranger],
    ),
    eer: equalErrorRate(table),
    oscr: openSetClassificationRate(table),
    choices: thresholdChoices(photos),
    curve: operations(table),
    perProduct: productRows(photos, project.threshold),
    mistakes: await Promise.all(
      mistakesOf(photos, project.threshold)
        .slice(0, mostMistakes)
        .map(async (photo) => ({ ...photo, picture: await pictureOf(open, photo.photoId) })),
    ),
    classes: await listClasses(open.db),
    dataset: { photos: snapshot.photos.length, hash: hashOfText(JSON.stringify(snapshot)) },
    trainedOn: await trainedOn(open, project.modelRunId, snapshot),
    run: project.modelRunId ? (await new RunStore(open.paths.runs).read(project.modelRunId)).summary : null,
  };
}

async function trainedOn(
  { db }: OpenProject,
  runId: string | null,
  now: Snapshot,
): Promise<ReportData['trainedOn']> {
  const version = await db
    .selectFrom('dataset_versions')
    .select(['id', 'made_at as madeAt', 'photo_count as photos', 'content as hash'])
    .where('run_id', '=', runId)
    .executeTakeFirst();
  const then = version && (await readSnapshot(db, version.id));
  return then ? { ...version, since: compareSnapshots(then, now) } : null;
}

/** A small JPEG of a photo, as a data URI. */
async function pictureOf(project: OpenProject, photoId: string): Promise<string> {
  const photo = openPhoto(await pathOfPhoto(project, photoId));
  const jpeg = await photo.resize({ width: pictureWidth, withoutEnlargement: true }).jpeg().toBuffer();
  return `data:image/jpeg;base64,${jpeg.toString('base64')}`;
}

/** Accepted as what they are not, surest first, then products refused, surest last. */
function mistakesOf(photos: readonly ScoredPhoto[], threshold: number): ScoredPhoto[] {
  const wrong = photos.filter((p) => p.score >= threshold && p.truth !== p.nearest);
  const refused = photos.filter((p) => p.score < threshold && p.truth !== null);
  const byScore = (a: ScoredPhoto, b: ScoredPhoto) => b.score - a.score;
  return [...wrong.sort(byScore), ...refused.sort(byScore).reverse()];
}
