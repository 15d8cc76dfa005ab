import { appendFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EpochMetrics } from '@shared/training';
import type { StepLine } from '../run-store';
import { restartEvent, scalarsEvent, tfRecord, versionEvent } from './event';

const now = () => Date.now() / 1000;

/** The event file that TensorBoard reads, in a run's folder. A run that is taken up again begins another one. */
export class EventFile {
  private readonly path: string;
  private waiting: Uint8Array[];

  /** `step`: how many steps were done before. */
  constructor(folder: string, step: number) {
    const started = now();
    this.path = join(folder, `events.out.tfevents.${started.toFixed(3)}.ramune`);
    this.waiting = [versionEvent(started)];
    if (step > 0) this.waiting.push(restartEvent(started, step + 1));
  }

  step({ step, loss, accuracy, learningRate, imagesPerSecond }: StepLine): void {
    const scalars = { loss, accuracy, learning_rate: learningRate, images_per_second: imagesPerSecond };
    this.add(step, 'train', scalars);
  }

  epoch({ step, valLoss, valAccuracy }: EpochMetrics): void {
    this.add(step, 'validation', { loss: valLoss, accuracy: valAccuracy });
  }

  /** Writes what has been added since the last time. */
  async flush(): Promise<void> {
    const records = this.waiting.map(tfRecord);
    this.waiting = [];
    await appendFile(this.path, Buffer.concat(records));
  }

  private add(step: number, group: string, scalars: Record<string, number | undefined>): void {
    const known = Object.entries(scalars).flatMap(([tag, value]) =>
      value === undefined ? [] : [[`${group}/${tag}`, value] as const],
    );
    this.waiting.push(scalarsEvent(now(), step, Object.fromEntries(known)));
  }
}
