import { beforeAll, describe, expect, test } from 'vitest';
import { readBackbone } from '../../../electron/engine/network/backbone';
import { fromTensorFlowLayout, toTensorFlowLayout } from '../../../electron/engine/network/layout';
import { kernelShape, mobilenet } from '../../../electron/engine/network/mobilenet';
import { encodeSafetensors, decodeSafetensors } from '../../../electron/engine/network/safetensors';
import type { Weights } from '../../../electron/engine/network/unit';
import { decodeWeights, encodeWeights } from '../../../electron/engine/network/weights';

let backbone: Weights;
beforeAll(async () => {
  backbone = (await readBackbone()).weights;
});

describe('the bundled backbone', () => {
  test('has finite weights for every unit and a positive or negative, never zero, scale', () => {
    for (const { name } of mobilenet) {
      const { kernel, bias, scale } = backbone.get(name)!;
      expect(kernel.every(Number.isFinite) && bias.every(Number.isFinite)).toBe(true);
      expect(scale.every((s) => Number.isFinite(s) && s !== 0)).toBe(true);
    }
  });

  test.each(['float16', 'float32'] as const)('survives being written as %s', (precision) => {
    expect(decodeWeights(encodeWeights(backbone, precision))).toEqual(backbone);
  });

  test('a file without one of the units, or with a kernel of another shape, is refused', () => {
    const tensors = new Map(decodeSafetensors(encodeWeights(backbone, 'float16')).tensors);
    const bias = tensors.get('block_3_expand/bias')!;
    tensors.set('block_3_expand/bias', { ...bias, shape: [1, ...bias.shape] });
    expect(() => decodeWeights(encodeSafetensors({ tensors, metadata: {} }))).toThrow(/block_3_expand\/bias/);
    tensors.delete('block_3_expand/bias');
    expect(() => decodeWeights(encodeSafetensors({ tensors, metadata: {} }))).toThrow(/block_3_expand\/bias/);
  });

  test.each(['Conv1', 'block_3_depthwise', 'block_3_project'])('%s: layouts turn into each other', (name) => {
    const unit = mobilenet.find((u) => u.name === name)!;
    const { kernel } = backbone.get(name)!;
    const turned = toTensorFlowLayout(unit, kernel);
    expect(fromTensorFlowLayout(unit, turned)).toEqual(kernel);
    const [outputs, inputs, , width] = kernelShape(unit);
    // Weight [output 5, input last, row 0, column last] by each layout's own strides.
    const [output, input, column] = [5, inputs - 1, width - 1];
    const ours = kernel[(output * inputs + input) * width * width + column];
    expect(turned[(column * inputs + input) * outputs + output]).toBe(ours);
  });
});
