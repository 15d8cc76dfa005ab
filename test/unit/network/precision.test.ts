import fc from 'fast-check';
import { InferenceSession } from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { Graph } from '../../../electron/engine/network/graph';
import { compactRows, type Precision } from '../../../electron/engine/network/precision';
import { Random } from '@shared/random';

describe('compactRows', () => {
  it('is never further off than half a step of its row, and keeps rows of zeros', () => {
    const row = fc.array(
      fc.integer({ min: -1e6, max: 1e6 }).map((x) => x / 1e4),
      { minLength: 3, maxLength: 3 },
    );
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 5 }), (rows) => {
        const data = Float32Array.from(rows.flat());
        const { bytes, scales } = compactRows(data, rows.length);
        data.forEach((x, i) => {
          const scale = scales[Math.floor(i / 3)];
          expect(Math.abs(bytes[i] * scale - x)).toBeLessThanOrEqual(scale * 0.5001);
        });
      }),
    );
    expect([...compactRows(new Float32Array(4), 2).bytes]).toEqual([0, 0, 0, 0]);
  });
});

describe('a graph of a lower precision', () => {
  it('computes about the same from a smaller file', async () => {
    const random = new Random(1);
    const data = Float32Array.from({ length: 64 * 128 }, () => random.normal());
    const multiply = (precision: Precision) => {
      const graph = new Graph('g', precision);
      const product = graph.add('MatMul', [
        graph.constant('a', [64, 128], data),
        graph.constant('x', [128, 1], data.slice(0, 128)),
      ]);
      graph.output('y', product, 'float32', [64, 1]);
      return graph.build();
    };
    const run = async (model: Uint8Array) => {
      const session = await InferenceSession.create(model, { logSeverityLevel: 3 });
      const { y } = await session.run({});
      return y.data as Float32Array;
    };
    const exact = await run(multiply('float32'));
    for (const [precision, share, tolerance] of [
      ['float16', 0.55, 0.02],
      ['int8', 0.35, 0.5],
    ] as const) {
      const model = multiply(precision);
      expect(model.length).toBeLessThan(share * multiply('float32').length);
      const found = await run(model);
      exact.forEach((value, i) => expect(Math.abs(found[i] - value)).toBeLessThan(tolerance));
    }
  });
});
