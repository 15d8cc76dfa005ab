import { createEngine } from '../../electron/engine/engine';
import type { EpochMetrics } from '../../shared/training';
import { Random } from '../../shared/random';
import { activities, type Told } from './activities';

/** The process that is killed: opens the project, says what it does on stdout, a line of JSON each, and never ends. */
export default async function worker(activity: string, project: string, folder: string, round: string) {
  let heard: (metrics: EpochMetrics) => void = () => {};
  const { handlers } = createEngine((name, data) => name === 'train.epoch' && heard(data as EpochMetrics));
  const tell = (told: Told) => void process.stdout.write(`${JSON.stringify(told)}\n`);
  await handlers['project.open']({ folder: project });
  tell({ state: 'ready' });
  await activities[activity]({
    handlers,
    tell,
    folder,
    round: Number(round),
    random: new Random(Number(round), 2),
    nextEpoch: () => new Promise((resolve) => (heard = resolve)),
  });
}
