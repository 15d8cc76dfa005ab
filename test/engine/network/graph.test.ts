import * as ort from 'onnxruntime-node';
import { describe, expect, test } from 'vitest';
import { Graph } from '../../../electron/engine/network/graph';

const run = async (graph: Graph, feeds: Record<string, ort.Tensor>) =>
  (await ort.InferenceSession.create(graph.build())).run(feeds);

describe('onnxruntime runs what Graph builds', () => {
  test('nodes, constants, attributes of every kind and a batch chosen at each run', async () => {
    const graph = new Graph('test');
    const x = graph.input('x', 'float32', ['batch', 2, 2, 2]);
    const kernel = graph.constant('kernel', [1, 2, 1, 1], new Float32Array([1, 10]));
    const sum = graph.add('Conv', [x, kernel, ''], { strides: [1, 1], auto_pad: 'VALID', group: 1 });
    const leaky = graph.add('LeakyRelu', [graph.add('Sub', [sum, graph.scalar(50)])], {
      alpha: { float: 0.5 },
    });
    graph.output('y', graph.add('ReduceMin', [leaky, graph.int64s([-1])], { keepdims: 0 }), 'float32', [
      'batch',
      1,
      2,
    ]);
    for (const batch of [1, 3]) {
      const data = new Float32Array(batch * 8).map((_, i) => i % 8);
      const { y } = await run(graph, { x: new ort.Tensor('float32', data, [batch, 2, 2, 2]) });
      // x₀ + 10·x₁ − 50 is [-10, 1; 12, 23], leaky [-5, 1; 12, 23], the smallest of each row:
      const each = [-5, 12];
      expect(y!.dims).toEqual([batch, 1, 2]);
      expect([...(y!.data as Float32Array)]).toEqual(Array.from({ length: batch }, () => each).flat());
    }
  });

  test('several outputs of one node, casts and float16 constants', async () => {
    const graph = new Graph('test');
    const x = graph.input('x', 'uint8', [4]);
    const halves = graph.constant('halves', [1], Uint16Array.of(0x3800));
    const scaled = graph.add('Mul', [graph.cast(x, 'float16'), halves]);
    const [low, high] = graph.addMany('Split', [scaled], 2, { axis: 0, num_outputs: 2 });
    graph.output('low', low, 'float16', [2]);
    graph.output('high', graph.cast(high!, 'float32'), 'float32', [2]);
    const result = await run(graph, { x: new ort.Tensor('uint8', Uint8Array.of(2, 4, 6, 255), [4]) });
    expect(result.low!.type).toBe('float16');
    expect([...(result.high!.data as Float32Array)]).toEqual([3, 127.5]);
  });

  test('a constant whose shape its data does not fill is refused', () => {
    expect(() => new Graph('test').constant('k', [2, 2], new Float32Array(3))).toThrow(/k: 3 numbers/);
  });
});
