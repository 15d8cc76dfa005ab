import { stringify } from 'csv-stringify/sync';
import type { RunHistory } from '@shared/training';

const titles = [
  'kind',
  'step',
  'epoch',
  'stage',
  'from',
  'loss',
  'accuracy',
  'val_loss',
  'val_accuracy',
  'learning_rate',
  'images_per_second',
  'best',
];

/** A run's metrics as CSV, in the order they were measured: a row a step, and one an epoch where it ended. */
export function metricsCsv({ steps, epochs, summary }: RunHistory): string {
  const stepRows = steps.map((step) => ({
    kind: 'step',
    ...step,
    from: summary.recipe.stages[step.stage]?.from,
    learning_rate: step.learningRate,
    images_per_second: step.imagesPerSecond,
  }));
  const epochRows = epochs.map(({ valLoss, valAccuracy, learningRate, best, ...epoch }) => ({
    kind: 'epoch',
    ...epoch,
    val_loss: valLoss,
    val_accuracy: valAccuracy,
    learning_rate: learningRate,
    best: Number(best),
  }));
  // A stable sort: an epoch's row follows that of its last step.
  const rows = [...stepRows, ...epochRows].sort((a, b) => a.step - b.step);
  return stringify(rows, { header: true, columns: titles });
}
