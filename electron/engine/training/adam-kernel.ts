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
  f32Add,
  f32Constant,
  f32Lane,
  get,
  i32,
  i32Add,
  i32NotLess,
  load,
  loop,
  multiply,
  type Routine,
  set,
  splat,
  sqrt,
  store,
  subtract,
  v128,
} from '../wasm/assembler';

export const beta1 = 0.9;
export const beta2 = 0.999;

/**
 * What an optimizer does to many numbers, in WebAssembly SIMD: in JavaScript it was a quarter of a training step. Addresses
 * are in bytes, of float32 in `memory`; `count` is a multiple of 4.
 */
export interface AdamKernel {
  memory: WebAssembly.Memory;
  /** With g the gradient times `factor`: m += (1 − β₁)(g − m), v += (1 − β₂)(g² − v), out = rate · factor · m / (√v + floor). */
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
  /** target += by · source */
  addScaled(target: number, source: number, count: number, by: number): void;
  /** Σ a · b */
  dot(a: number, b: number, count: number): number;
}

/** A kernel with a memory of its own. */
export function createAdamKernel(): AdamKernel {
  const { exports } = new WebAssembly.Instance(
    (compiled ??= new WebAssembly.Module(assemble(adam, addScaled, dot))),
  );
  return exports as unknown as AdamKernel;
}

let compiled: WebAssembly.Module | undefined;

const numbersUpTo = (n: number) => Array.from({ length: n }, (_, i) => i);

/** old + share · (value − old) */
const towards = (old: number[], value: number[], share: number[]) =>
  add(old, multiply(share, subtract(value, old)));

/** Does `each` for every four numbers from the first address to `last`, and goes on with all of them. */
const forFours = (addresses: number[], last: number, each: number[]) => [
  ...block,
  ...loop,
  ...branchIf(i32NotLess(get(addresses[0]), get(last)), 1),
  ...each,
  ...addresses.flatMap((address) => advance(address, 16)),
  ...branch(0),
  ...end,
  ...end,
];

const endOf = (address: number, count: number) => i32Add(get(address), bytesOf(get(count)));

const adam = adamRoutine();
const addScaled = addScaledRoutine();
const dot = dotRoutine();

function adamRoutine(): Routine {
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
    newM,
    newV,
  ] = numbersUpTo(17);
  return {
    name: 'adam',
    parameters: [i32, i32, i32, i32, i32, i32, f32, f32],
    locals: [
      [1, i32],
      [8, v128],
    ],
    body: [
      ...set(last, endOf(gradient, count)),
      ...set(rates, splat(get(rate))),
      ...set(floors, splat(get(floor))),
      ...set(keep1, splat(f32Constant(1 - beta1))),
      ...set(keep2, splat(f32Constant(1 - beta2))),
      ...forFours([gradient, m, v, factor, out], last, [
        ...set(f, load(get(factor))),
        ...set(g, multiply(load(get(gradient)), get(f))),
        ...set(newM, towards(load(get(m)), get(g), get(keep1))),
        ...set(newV, towards(load(get(v)), multiply(get(g), get(g)), get(keep2))),
        ...store(get(m), get(newM)),
        ...store(get(v), get(newV)),
        ...store(
          get(out),
          divide(multiply(multiply(get(rates), get(f)), get(newM)), add(sqrt(get(newV)), get(floors))),
        ),
      ]),
    ],
  };
}

function addScaledRoutine(): Routine {
  const [target, source, count, by, last, bys] = numbersUpTo(6);
  return {
    name: 'addScaled',
    parameters: [i32, i32, i32, f32],
    locals: [
      [1, i32],
      [1, v128],
    ],
    body: [
      ...set(last, endOf(target, count)),
      ...set(bys, splat(get(by))),
      ...forFours(
        [target, source],
        last,
        store(get(target), add(load(get(target)), multiply(load(get(source)), get(bys)))),
      ),
    ],
  };
}

function dotRoutine(): Routine {
  const [a, b, count, last, sum] = numbersUpTo(5);
  const lanes = [0, 1, 2, 3].map((lane) => f32Lane(get(sum), lane));
  return {
    name: 'dot',
    parameters: [i32, i32, i32],
    result: f32,
    locals: [
      [1, i32],
      [1, v128],
    ],
    body: [
      ...set(last, endOf(a, count)),
      ...forFours([a, b], last, set(sum, add(get(sum), multiply(load(get(a)), load(get(b)))))),
      ...lanes.reduce(f32Add),
    ],
  };
}
