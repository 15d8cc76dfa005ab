import type { Emit } from '@shared/contract';
import type { EpochMetrics, RunSummary, StepMetrics } from '@shared/training';
import { saveBest, saveLast } from './checkpoint';
import type { MetricLine, RunFile, RunStore } from './run-store';
import type { Progress, StepReport, TrainOptions } from './trainer';

const reportEvery = 50; // milliseconds

/** Tells the window how a run goes, and writes it down: metrics and checkpoints once an epoch. */
export class RunLog {
  private readonly started = performance.now();
  private readonly secondsBefore: number;
  private steps: MetricLine[] = [];
  private reported = 0;
  private rate = new Rate();

  constructor(
    private readonly store: RunStore,
    private readonly run: RunFile,
    private readonly emit: Emit,
  ) {
    this.secondsBefore = run.summary.seconds;
    run.summary.status = 'running';
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

  /** Writes the outcome and returns the run's summary. */
  async end(status: RunSummary['status'], reason: string | null): Promise<RunSummary> {
    Object.assign(this.run.summary, { status, reason, seconds: this.seconds() });
    await this.store.write(this.run);
    if (status !== 'failed') await this.store.dropResumeState(this.run.summary.id);
    return this.run.summary;
  }

  private step({ images, stepsLeft, ...step }: StepReport): void {
    this.rate.count(images);
    this.steps.push({
      kind: 'step',
      step: step.step,
      stage: step.stage,
      loss: step.loss,
      accuracy: step.accuracy,
    });
    const now = performance.now();
    if (now - this.reported < reportEvery) return;
    this.reported = now;
    const metrics: StepMetrics = {
      runId: this.run.summary.id,
      ...step,
      imagesPerSecond: this.rate.imagesPerSecond,
      eta: stepsLeft * this.rate.secondsPerStep,
    };
    this.emit('train.step', metrics);
  }

  private async epoch(metrics: EpochMetrics, progress: Progress): Promise<void> {
    const { id } = this.run.summary;
    if (metrics.best) await saveBest(this.store.bestPath(id), progress.best);
    await this.store.appendMetrics(id, [...this.steps, { kind: 'epoch', ...metrics }]);
    await saveLast(this.store.lastPath(id), progress);
    this.steps = [];
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
    return this.secondsBefore + (performance.now() - this.started) / 1000;
  }
}

/** Images a second and seconds a step, of steps alone: preparing a stage does not count. */
class Rate {
  private images = 0;
  private steps = 0;
  private seconds = 0;
  private last = performance.now();

  /** What passes until the next `pause` or `count` is not a step. */
  pause(): void {
    this.last = performance.now();
  }

  count(images: number): void {
    const now = performance.now();
    this.seconds += (now - this.last) / 1000;
    this.last = now;
    this.images += images;
    this.steps += 1;
  }

  get imagesPerSecond(): number {
    return this.seconds > 0 ? this.images / this.seconds : 0;
  }

  get secondsPerStep(): number {
    return this.steps ? this.seconds / this.steps : 0;
  }
}
