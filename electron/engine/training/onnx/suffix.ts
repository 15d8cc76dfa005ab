import { kernelShape } from '../../network/mobilenet';
import type { Unit } from '../../network/unit';
import { depthwise } from './depthwise';
import { biasName, kernelName } from '../parameters';
import type { Activation, Builder, Convolution } from './layout';
import { pointwise } from './pointwise';
import { relu6, relu6Gradient } from './relu6';

/** What the forward pass of a unit leaves for the backward pass. */
interface Trace {
  unit: Unit;
  input: string;
  convolution: Convolution;
  /** After the activation, before the join. */
  output: string;
}

/** Runs units over `input`; kernels and biases are inputs of the graph. */
export function forward(builder: Builder, units: readonly Unit[], input: Activation) {
  const traces: Trace[] = [];
  let activation = input;
  let blockInput = input;
  for (const [i, unit] of units.entries()) {
    if (unit.block !== units[i - 1]?.block) blockInput = activation;
    const trace = run(builder, unit, activation);
    traces.push(trace);
    activation = {
      name: unit.joinsBlockInput ? builder.graph.add('Add', [trace.output, blockInput.name]) : trace.output,
      channels: unit.outChannels,
      side: activation.side / unit.stride,
    };
  }
  return { output: activation, traces };
}

function run(builder: Builder, unit: Unit, input: Activation): Trace {
  if (unit.kind === 'dense') throw new Error(`${unit.name} cannot be trained.`);
  const { graph } = builder;
  const kernel = builder.matrix(
    graph.input(kernelName(unit), 'float32', kernelShape(unit)),
    unit.outChannels,
  );
  const bias = builder.matrix(graph.input(biasName(unit), 'float32', [unit.outChannels]), unit.outChannels);
  const convolution =
    unit.kind === 'pointwise'
      ? pointwise(builder, input, kernel)
      : depthwise(builder, input, kernel, unit.stride);
  const linear = convolution.output(bias);
  return {
    unit,
    input: input.name,
    convolution,
    output: unit.activation === 'relu6' ? relu6(builder, linear) : linear,
  };
}

/** Gradients of every kernel and bias, by tensor name, given the gradient of what `forward` put out. */
export function backward(builder: Builder, traces: readonly Trace[], gradient: string): Map<string, string> {
  const gradients = new Map<string, string>();
  let current = gradient;
  let joined: string | undefined;
  for (const [i, { unit, convolution, output }] of [...traces.entries()].reverse()) {
    if (unit.joinsBlockInput) joined = current;
    if (unit.activation === 'relu6') current = relu6Gradient(builder, output, current);
    gradients.set(biasName(unit), builder.sum(current, 1));
    gradients.set(kernelName(unit), convolution.kernelGradient(current));
    if (i === 0) break;
    current = convolution.inputGradient(current);
    if (joined && traces[i - 1].unit.block !== unit.block) {
      current = builder.graph.add('Add', [current, joined]);
      joined = undefined;
    }
  }
  return gradients;
}
