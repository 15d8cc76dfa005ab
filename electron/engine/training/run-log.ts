import type { Emit } from '@shared/contract';
import { toFailure } from '@shared/rpc';
import type { EpochMetrics, RunRecord, StepMetrics } from '@shared/training';
import { saveBest, saveLast } from './checkpoint';
import { Rate } from './rate';
import type { RunFile, RunStore, StepLine } from './run-store';
import { EventFile } from './tensorboard/event-file';
import type { Progress, StepReport, TrainOptions } from './trainer';

const reportEvery = 50; // milliseconds

type Why = Pick<RunRecord, 'reason' | 'code'>;
const noReason: Why = { reason: null, code: null };

/** Why a run failed, by what was thrown. */
export function whyOf(error: unknown): Why {
  const { code, message: reason } = toFailure(error);
  return { reason, code };
}

/** Tells the window how a run goes, and writes it down: metrics and checkpoints once an epoch. */
export class RunLog {
  private readonly started = performance.now();
  private readonly secondsBefore: number;
  private pausedAt: number | null = null;
  private pausedFor = 0; // milliseconds
  private steps: StepLine[] = [];
  private readonly events: EventFile;
  private reported = 0;
  private rate = new Rate();

  constructor(
    private readonly store: RunStore,
    private readonly run: RunFile,
    private readonly emit: Emit,
    stepsBefore: number,
  ) {
    this.secondsBefore = run.summary.seconds;
    this.events = new EventFile(store.runFolder(run.summary.id), stepsBefore);
  }

  listeners(): Pick<TrainOptions, 'onStage' | 'onStep' | 'onEpoch'> {
    const { id: runId } = this.run.summary;
    return {
      onStage: (stage) => {
        this.rate.pause();
        this.emit('train.stage', { runId, ...stage });
      },
      onStep: (step) => this.step(step),
      onEpoch: (epoch, progress) => this.epoch({ runId, ...epoch }, progress),
    };
  }

  /** Time in which the run is held counts neither as its time nor as that of a step. */
  setPaused(paused: boolean): void {
    const now = performance.now();
    if (this.pausedAt !== null) this.pausedFor += now - this.pausedAt;
    this.pausedAt = paused ? now : null;
    this.rate.pause();
    this.emit('train.paused', { runId: this.run.summary.id, paused });
  }

  /** Writes the outcome and returns the run's record: also where a full disk lets nothing more be written. */
  async end(status: RunRecord['status'], why: Why = noReason): Promise<RunRecord> {
    Object.assign(this.run.summary, { status, ...why, seconds: this.seconds() });
    try {
      await this.store.write(this.run);
      if (status !== 'failed') await this.store.dropResumeState(this.run.summary.id);
      await this.store.appendMetrics(this.run.summary.id, this.steps);
      await this.events.flush();
    } catch (error) {
      Object.assign(this.run.summary, { status: 'failed', ...(why.reason === null ? whyOf(error) : why) });
    }
    return this.run.summary;
  }

  private step({ images, stepsLeft, ...step }: StepReport): void {
    this.rate.count(images);
    const { epoch: _, ...kept } = { ...step, imagesPerSecond: this.rate.lately };
    const line: StepLine = { kind: 'step', ...kept };
    this.steps.push(line);
    this.events.step(line);
    const now = performance.now();
    if (now - this.reported < reportEvery) return;
    this.reported = now;
    const metrics: StepMetrics = {
      runId: this.run.summary.id,
      ...step,
      imagesPerSecond: this.rate.lately,
      eta: stepsLeft * this.rate.secondsPerStep,
    };
    this.emit('train.step', metrics);
  }

  private async epoch(metrics: EpochMetrics, progress: Progress): Promise<void> {
    const { id } = this.run.summary;
    if (metrics.best) await saveBest(this.store.bestPath(id), progress.best, progress.position);
    await this.store.appendMetrics(id, [...this.steps, { kind: 'epoch', ...metrics }]);
    this.steps = [];
    this.events.epoch(metrics);
    await this.events.flush();
    await saveLast(this.store.lastPath(id), progress);
    this.summarize(progress);
    await this.store.write(this.run);
    this.emit('train.epoch', metrics);
  }

  private summarize({ position }: Progress): void {
    Object.assign(this.run.summary, {
      epochs: position.epoch,
      imagesPerSecond: this.rate.imagesPerSecond,
      bestValLoss: position.bestValLoss,
      bestValAccuracy: position.bestValAccuracy,
      seconds: this.seconds(),
    });
  }

  private seconds(): number {
    const heldUntil = this.pausedAt ?? performance.now();
    return this.secondsBefore + (heldUntil - this.started - this.pausedFor) / 1000;
  }
}
