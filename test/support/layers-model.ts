import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { batchNormName } from '../../electron/engine/network/fold';
import { tensorFlowShape, toTensorFlowLayout } from '../../electron/engine/network/layout';
import { mobilenet } from '../../electron/engine/network/mobilenet';
import type { Weights } from '../../electron/engine/network/unit';

/**
 * Writes folded weights as a TensorFlow.js layers model: the kernels with BatchNorms that change nothing but add the
 * bias. `prefix` goes in front of every name; `leaveOut` names a weight that is not written.
 */
export async function writeLayersModel(
  folder: string,
  weights: Weights,
  { prefix = '', leaveOut = '' } = {},
): Promise<void> {
  const entries = mobilenet.flatMap((unit) => {
    const { kernel, bias } = weights.get(unit.name)!;
    const norm = batchNormName(unit.name);
    const constant = (value: number) => new Float32Array(unit.outChannels).fill(value);
    const kernelName = unit.kind === 'depthwise' ? 'depthwise_kernel' : 'kernel';
    const vector = [unit.outChannels];
    return [
      [`${unit.name}/${kernelName}`, tensorFlowShape(unit), toTensorFlowLayout(unit, kernel)],
      [`${norm}/gamma`, vector, constant(1)],
      [`${norm}/beta`, vector, bias],
      [`${norm}/moving_mean`, vector, constant(0)],
      [`${norm}/moving_variance`, vector, constant(1 - 1e-3)],
    ] as [string, number[], Float32Array][];
  });
  const written = entries.filter(([name]) => name !== leaveOut);
  const manifest = written.map(([name, shape]) => ({ name: prefix + name, shape, dtype: 'float32' }));
  const bytes = Buffer.concat(
    written.map(([, , data]) => Buffer.from(data.buffer, data.byteOffset, data.byteLength)),
  );
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'weights.bin'), bytes);
  const weightsManifest = [{ paths: ['weights.bin'], weights: manifest }];
  await writeFile(join(folder, 'model.json'), JSON.stringify({ format: 'layers-model', weightsManifest }));
}
