import { appendFile, mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import {
  ChartStep,
  EpochMetrics,
  type RunHistory,
  type RunNotes,
  RunRecord,
  type RunSummary,
} from '@shared/training';
import { Box } from '@shared/box';
import { StudioError } from '@shared/errors';
import { parseJson } from '../parse-json';
import { writeAtomic } from '../project/atomic-file';
import { readNotes, writeNotes } from './run-notes';

/** A run's folder: run.json, notes.json, metrics.jsonl, TensorBoard's events, best.safetensors, last.safetensors. */

const StepLine = z.object({ kind: z.literal('step') }).extend(ChartStep.shape);
export type StepLine = z.infer<typeof StepLine>;
const Line = z.union([StepLine, z.object({ kind: z.literal('epoch') }).extend(EpochMetrics.shape)]);
export type MetricLine = z.infer<typeof Line>;

/** `box`: what was seen of the photo, `null` for all; runs of older studios do not say. */
const RunSample = z.object({
  photoId: z.string(),
  label: z.number().int(),
  box: Box.nullable().optional(),
});

/** What a run is, and the photos it uses: enough to take it up again. */
const RunFile = z.object({
  version: z.literal(1),
  summary: RunRecord,
  train: z.array(RunSample),
  val: z.array(RunSample),
});
export type RunFile = z.infer<typeof RunFile>;

/** The runs of a project. */
export class RunStore {
  constructor(private readonly folder: string) {}

  bestPath(runId: string): string {
    return join(this.folder, runId, 'best.safetensors');
  }

  lastPath(runId: string): string {
    return join(this.folder, runId, 'last.safetensors');
  }

  async write(run: RunFile): Promise<void> {
    const folder = join(this.folder, run.summary.id);
    await mkdir(folder, { recursive: true });
    await writeAtomic(join(folder, 'recipe.json'), JSON.stringify(run.summary.recipe, null, 2));
    await writeAtomic(join(folder, 'run.json'), JSON.stringify(run));
  }

  /** Throws `not-found` for a run that is not there, cannot be read or calls itself by another name. */
  async read(runId: string): Promise<RunFile> {
    const text = await readFile(join(this.folder, runId, 'run.json'), 'utf8').catch(() => '');
    const parsed = RunFile.safeParse(text && parseJson(text));
    if (!parsed.success || parsed.data.summary.id !== runId)
      throw new StudioError('not-found', `There is no run ${runId}.`, runId);
    return parsed.data;
  }

  /** Newest first; folders that are not runs, and runs that were taken out, are passed over. */
  async list(): Promise<RunSummary[]> {
    const names = await readdir(this.folder).catch(() => []);
    const listed = await Promise.all(names.map((name) => this.listed(name).catch(() => null)));
    return listed.filter((run) => run !== null).sort((a, b) => (a.startedAt < b.startedAt ? 1 : -1));
  }

  private async listed(runId: string): Promise<RunSummary | null> {
    const { removedAt, ...notes } = await this.notes(runId);
    return removedAt ? null : { ...(await this.read(runId)).summary, ...notes };
  }

  /** Throws `not-found` where there is no such run, as do the next two. */
  async describe(runId: string, notes: RunNotes): Promise<void> {
    await this.read(runId);
    await writeNotes(this.runFolder(runId), notes);
  }

  async takeOut(runId: string): Promise<void> {
    await this.read(runId);
    await writeNotes(this.runFolder(runId), { removedAt: new Date().toISOString() });
  }

  async putBack(runId: string): Promise<void> {
    await this.read(runId);
    await writeNotes(this.runFolder(runId), { removedAt: null });
  }

  /** Deletes the folders of runs that were taken out, but for `inUse` and those whose weights it began with. */
  async purge(inUse: string | null): Promise<void> {
    const kept = await this.ancestry(inUse);
    const names = await readdir(this.folder).catch(() => []);
    for (const name of names) {
      const { removedAt } = await this.notes(name);
      if (removedAt && !kept.has(name)) await rm(this.runFolder(name), { recursive: true, force: true });
    }
  }

  /** A run and all that came before it, by what each began with. */
  private async ancestry(runId: string | null): Promise<Set<string>> {
    const found = new Set<string>();
    for (let id = runId; id && !found.has(id);) {
      found.add(id);
      id = (await this.read(id).catch(() => null))?.summary.startedFrom ?? null;
    }
    return found;
  }

  async appendMetrics(runId: string, lines: readonly MetricLine[]): Promise<void> {
    await appendFile(this.metricsPath(runId), lines.map((line) => JSON.stringify(line) + '\n').join(''));
  }

  /** Forgets what was measured after a checkpoint that the run goes on from. */
  async cutMetrics(runId: string, step: number): Promise<void> {
    const kept = (await this.lines(runId)).filter((line) => line.step <= step);
    await writeAtomic(this.metricsPath(runId), kept.map((line) => JSON.stringify(line) + '\n').join(''));
  }

  async history(runId: string): Promise<RunHistory> {
    const { summary } = await this.read(runId);
    const { tags, notes } = await this.notes(runId);
    const lines = await this.lines(runId);
    return {
      summary: { ...summary, tags, notes },
      epochs: lines.filter((line) => line.kind === 'epoch').map((line) => EpochMetrics.parse(line)),
      steps: lines.filter((line) => line.kind === 'step').map((line) => ChartStep.parse(line)),
    };
  }

  /** What only a run that goes on needs. */
  async dropResumeState(runId: string): Promise<void> {
    await rm(this.lastPath(runId), { force: true });
  }

  private notes(runId: string) {
    return readNotes(this.runFolder(runId));
  }

  runFolder(runId: string): string {
    return join(this.folder, runId);
  }

  private metricsPath(runId: string): string {
    return join(this.runFolder(runId), 'metrics.jsonl');
  }

  /** A line cut short by a crash is passed over. */
  private async lines(runId: string): Promise<MetricLine[]> {
    const text = await readFile(this.metricsPath(runId), 'utf8').catch(() => '');
    return text.split('\n').flatMap((line) => {
      const parsed = Line.safeParse(line && parseJson(line));
      return parsed.success ? [parsed.data] : [];
    });
  }
}
