import { describe, expect, test } from 'vitest';
import { featureShape, kernelShape, mobilenet, splitAt } from '../../../electron/engine/network/mobilenet';
import { blockNames } from '../../../shared/recipe';

const size = (shape: readonly number[]) => shape.reduce((a, b) => a * b, 1);

describe('MobileNetV2 as data', () => {
  test('has the convolutions and the number of weights that the paper and Keras give', () => {
    expect(mobilenet).toHaveLength(52);
    const kernels = mobilenet.reduce((sum, unit) => sum + size(kernelShape(unit)), 0);
    const channels = mobilenet.reduce((sum, unit) => sum + unit.outChannels, 0);
    // Keras counts 2,257,984 without the top: kernels and four numbers of BatchNorm a channel.
    expect(kernels + 4 * channels).toBe(2_257_984);
  });

  test('each unit takes what the one before it gives', () => {
    mobilenet.slice(1).forEach((unit, i) => expect(unit.inChannels).toBe(mobilenet[i].outChannels));
  });

  test('joins are where Keras has an Add', () => {
    const joins = mobilenet.filter((unit) => unit.joinsBlockInput).map((unit) => unit.block);
    expect(joins).toEqual([2, 4, 5, 7, 8, 9, 11, 12, 14, 15].map((i) => `block_${i}`));
  });
});

describe('splitAt', () => {
  test.each(blockNames)(
    '%s: prefix and suffix are the whole network, and the suffix begins there',
    (block) => {
      const { prefix, suffix } = splitAt(block);
      expect([...prefix, ...suffix]).toEqual(mobilenet);
      expect(suffix[0]?.block).toBe(block === 'head' ? undefined : block);
      expect(prefix.map((unit) => unit.block)).not.toContain(block);
    },
  );

  test('a block that does not exist is refused', () => {
    expect(() => splitAt('block_17')).toThrow(/block_17/);
  });

  test.each([
    ['head', [1280, 7, 7]],
    ['Conv_1', [320, 7, 7]],
    ['block_16', [160, 7, 7]],
    ['block_14', [160, 7, 7]],
    ['block_13', [96, 14, 14]],
    ['block_6', [32, 28, 28]],
    ['block_3', [24, 56, 56]],
    ['block_1', [16, 112, 112]],
    ['Conv1', [3, 224, 224]],
  ])('what goes into %s is %s', (block, shape) => {
    expect(featureShape(block)).toEqual(shape);
  });
});
