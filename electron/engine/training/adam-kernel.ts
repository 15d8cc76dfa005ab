import {
  add,
  advance,
  assemble,
  block,
  branch,
  branchIf,
  bytesOf,
  divide,
  end,
  f32,
  f32Constant,
  get,
  i32,
  i32Add,
  i32NotLess,
  load,
  loop,
  multiply,
  set,
  splat,
  sqrt,
  store,
  subtract,
  v128,
} from '../wasm/assembler';

export const beta1 = 0.9;
export const beta2 = 0.999;

/** Adam's own step for many numbers, in WebAssembly SIMD: JavaScript, which takes roots in double, takes four times as long. */
export interface AdamKernel {
  memory: WebAssembly.Memory;
  /**
   * With g the gradient times `factor`: m += (1 − β₁)(g − m), v += (1 − β₂)(g² − v), out = rate · factor · m / (√v + floor).
   * All but the last three are byte addresses of float32 in `memory`; `count` is a multiple of 4.
   */
  adam(
    gradient: number,
    m: number,
    v: number,
    factor: number,
    out: number,
    count: number,
    rate: number,
    floor: number,
  ): void;
}

/** A kernel with a memory of its own. */
export function createAdamKernel(): AdamKernel {
  const { exports } = new WebAssembly.Instance((compiled ??= new WebAssembly.Module(assemble(routine))));
  return exports as unknown as AdamKernel;
}

let compiled: WebAssembly.Module | undefined;

/** The parameters of `adam`, then its variables, by their number. */
const [
  gradient,
  m,
  v,
  factor,
  out,
  count,
  rate,
  floor,
  last,
  rates,
  floors,
  keep1,
  keep2,
  f,
  g,
  nextM,
  nextV,
] = Array.from({ length: 17 }, (_, i) => i);

/** old + share · (value − old) */
const towards = (old: number[], value: number[], share: number[]) =>
  add(old, multiply(share, subtract(value, old)));

const body = [
  ...set(last, i32Add(get(gradient), bytesOf(get(count)))),
  ...set(rates, splat(get(rate))),
  ...set(floors, splat(get(floor))),
  ...set(keep1, splat(f32Constant(1 - beta1))),
  ...set(keep2, splat(f32Constant(1 - beta2))),
  ...block,
  ...loop,
  ...branchIf(i32NotLess(get(gradient), get(last)), 1),
  ...set(f, load(get(factor))),
  ...set(g, multiply(load(get(gradient)), get(f))),
  ...set(nextM, towards(load(get(m)), get(g), get(keep1))),
  ...set(nextV, towards(load(get(v)), multiply(get(g), get(g)), get(keep2))),
  ...store(get(m), get(nextM)),
  ...store(get(v), get(nextV)),
  ...store(
    get(out),
    divide(multiply(multiply(get(rates), get(f)), get(nextM)), add(sqrt(get(nextV)), get(floors))),
  ),
  ...[gradient, m, v, factor, out].flatMap((address) => advance(address, 16)),
  ...branch(0),
  ...end,
  ...end,
];

const routine = {
  name: 'adam',
  parameters: [i32, i32, i32, i32, i32, i32, f32, f32],
  locals: [
    [1, i32],
    [8, v128],
  ] as [number, number][],
  body,
};
