import { join } from 'node:path';
import { readBackbone } from '../../electron/engine/network/backbone';
import { saveBest } from '../../electron/engine/training/checkpoint';
import { newModel } from '../../electron/engine/training/model';
import { RunStore } from '../../electron/engine/training/run-store';

/** Puts the weights of a run into a project: the bundled ones, with the biases of the last convolution moved. */
export async function otherModel(folder: string, runId = 'other', by = 0.5): Promise<string> {
  const { units, head } = newModel((await readBackbone()).weights, 2, 1);
  const last = units.get('Conv_1')!;
  units.set('Conv_1', { ...last, bias: last.bias.map((b, i) => b + (i % 2 ? by : -by)) });
  await saveBest(new RunStore(join(folder, 'runs')).bestPath(runId), { units, head });
  return runId;
}
