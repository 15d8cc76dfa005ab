import type { Graph } from '../../electron/engine/network/graph';
import type { Node, TensorflowGraph } from './tensorflow-graph';

/**
 * Writes TensorFlow nodes as ONNX, from any node back to those in `known`. Values are NCHW, as ONNX has them;
 * TensorFlow's are NHWC.
 * @param known ONNX values of nodes that are there already
 */
export function converter({ node, tensor }: TensorflowGraph, graph: Graph, known: Map<string, string>) {
  const value = (name: string): string => {
    const there = known.get(name);
    if (there !== undefined) return there;
    const made = convert(node(name));
    known.set(name, made);
    return made;
  };

  const convert = ({ name, op, input, attr }: Node): string => {
    const [x, ...rest] = input;
    switch (op) {
      case 'Const':
        return perChannel(name);
      case 'Conv2D':
      case 'DepthwiseConv2dNative': {
        const { kernel, group } = kernelOf(rest[0], op === 'Conv2D');
        const strides = attr.strides!.list.i.slice(1, 3);
        return graph.add('Conv', [value(x), kernel], { strides, group, auto_pad: 'SAME_UPPER' });
      }
      case 'FusedBatchNorm':
        return graph.add('BatchNormalization', [value(x), ...rest.map(vector)], {
          epsilon: { float: attr.epsilon!.f },
        });
      case 'Relu6':
        return graph.add('Clip', [value(x), graph.scalar(0), graph.scalar(6)]);
      case 'Mul':
        return graph.add('Mul', [value(x), value(rest[0])]);
      case 'Add':
      case 'AddN':
      case 'BiasAdd':
        return graph.add('Add', [value(x), value(rest[0])]);
      default:
        throw new Error(`${name}: there is no way to write ${op} as ONNX yet.`);
    }
  };

  const vector = (name: string): string => {
    const { shape, data } = tensor(name);
    return graph.constant(name, shape, Float32Array.from(data));
  };

  /** A number a channel, to be used with [batch, channels, height, width]. */
  const perChannel = (name: string): string => {
    const { data } = tensor(name);
    return graph.constant(name, [data.length, 1, 1], Float32Array.from(data));
  };

  /** [height, width, in, out] → [out, in, height, width]; depthwise [height, width, channels, 1] → [channels, 1, height, width]. */
  const kernelOf = (name: string, dense: boolean) => {
    const { shape, data } = tensor(name);
    const [height, width, inputs, outputs] = shape;
    const area = height * width;
    const [rows, columns] = dense ? [outputs, inputs] : [inputs, 1];
    const kernel = new Float32Array(data.length);
    for (let at = 0; at < area; at++)
      for (let i = 0; i < inputs; i++)
        for (let o = 0; o < outputs; o++) {
          const [row, column] = dense ? [o, i] : [i, o];
          kernel[(row * columns + column) * area + at] = data[(at * inputs + i) * outputs + o];
        }
    return {
      kernel: graph.constant(name, [rows, columns, height, width], kernel),
      group: dense ? 1 : inputs,
    };
  };

  return value;
}
