import { kernelShape } from '../network/mobilenet';
import { embeddingSize, type Unit, type UnitWeights } from '../network/unit';
import type { Parameter } from './adam';
import type { TrainState } from './stepper';

export const kernelName = (unit: Unit) => `${unit.name}/kernel`;
export const biasName = (unit: Unit) => `${unit.name}/bias`;

/** Copies of everything that trains, as the optimizer takes it; `head` is the last. */
export function parametersOf(suffix: readonly Unit[], state: TrainState): Parameter[] {
  const ofUnit = (unit: Unit): Parameter[] => {
    const { kernel, bias, scale } = state.units.get(unit.name)!;
    return [
      { name: kernelName(unit), values: kernel.slice(), shape: kernelShape(unit), scale: scale.slice() },
      { name: biasName(unit), values: bias.slice(), shape: [unit.outChannels] },
    ];
  };
  const classes = state.head.length / embeddingSize;
  const head = { name: 'head', values: state.head.slice(), shape: [classes, embeddingSize] };
  return [...suffix.flatMap(ofUnit), head];
}

/** The opposite of `parametersOf`: copies again. */
export function weightsOf(suffix: readonly Unit[], parameters: readonly Parameter[]) {
  const byName = new Map(parameters.map((parameter) => [parameter.name, parameter]));
  const ofUnit = (unit: Unit): [string, UnitWeights] => {
    const kernel = byName.get(kernelName(unit))!;
    const bias = byName.get(biasName(unit))!;
    return [
      unit.name,
      { kernel: kernel.values.slice(), bias: bias.values.slice(), scale: kernel.scale!.slice() },
    ];
  };
  return { units: new Map(suffix.map(ofUnit)), head: byName.get('head')!.values.slice() };
}
