import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { arcfaceMargin } from '../../../electron/engine/training/heads/arcface';
import { cosineSoftmax } from '../../../electron/engine/training/heads/cosine-softmax';

const head = (m: number, easyMargin = false) => ({ kind: 'arcface' as const, s: 30, m, easyMargin });
const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const margins = fc.double({ min: 0, max: 1.5, noNaN: true });

describe('arcfaceMargin', () => {
  test('adds the margin to the angle', () => {
    expect(arcfaceMargin(head(0.5))(Math.cos(1)).value).toBeCloseTo(Math.cos(1.5), 10);
    // cos(π/3 + π/6) = 0, and its slope by cos θ is sin(θ + m)/sin θ = 1/sin(π/3)
    const { value, slope } = arcfaceMargin(head(Math.PI / 6))(0.5);
    expect(value).toBeCloseTo(0, 10);
    expect(slope).toBeCloseTo(2 / Math.sqrt(3), 10);
  });

  test('beyond π − m it takes m·sin m from the cosine', () => {
    const angle = Math.PI - 0.2;
    const { value, slope } = arcfaceMargin(head(0.5))(Math.cos(angle));
    expect(value).toBeCloseTo(Math.cos(angle) - 0.5 * Math.sin(0.5), 10);
    expect(slope).toBe(1);
  });

  test('easyMargin leaves angles beyond π/2 alone', () => {
    expect(arcfaceMargin(head(0.5, true))(-0.3)).toEqual({ value: -0.3, slope: 1 });
    expect(arcfaceMargin(head(0.5, true))(Math.cos(1)).value).toBeCloseTo(Math.cos(1.5), 10);
  });

  test.each([-1, 1])('is finite at a cosine of %i, and a little beyond', (end) => {
    for (const easyMargin of [false, true])
      for (const value of [end, end * (1 + 1e-6)])
        for (const number of Object.values(arcfaceMargin(head(0.5, easyMargin))(value)))
          expect(Math.abs(number)).toBeLessThan(10);
  });

  test('never helps, and helps less the larger it is', () => {
    fc.assert(
      fc.property(cosine, margins, margins, fc.boolean(), (c, m1, m2, easy) => {
        const [small, large] = [Math.min(m1, m2), Math.max(m1, m2)].map(
          (m) => arcfaceMargin(head(m, easy))(c).value,
        );
        // sin θ is kept above √1e-7, which at the ends adds that much.
        expect(small).toBeLessThanOrEqual(c + 4e-4);
        expect(large).toBeLessThanOrEqual(small + 4e-4);
      }),
    );
  });

  test('its slope is its derivative', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.99, max: 0.99, noNaN: true }), margins, fc.boolean(), (c, m, easy) => {
        const margin = arcfaceMargin(head(m, easy));
        const h = 1e-6;
        fc.pre(Math.abs(c - (easy ? 0 : -Math.cos(m))) > 2 * h);
        expect((margin(c + h).value - margin(c - h).value) / (2 * h)).toBeCloseTo(margin(c).slope, 4);
      }),
    );
  });
});

const size = 4;
const classes = 3;
/** Hundredths, and no row so near to zero that its direction turns within a finite difference. */
const row = fc
  .array(fc.integer({ min: -300, max: 300 }), { minLength: size, maxLength: size })
  .filter((values) => Math.hypot(...values) > 30);
const rows = (n: number) =>
  fc
    .array(row, { minLength: n, maxLength: n })
    .map((values) => Float64Array.from(values.flat(), (value) => value / 100));
const batch = fc.integer({ min: 1, max: 4 }).chain((n) =>
  fc.record({
    embeddings: rows(n),
    centres: rows(classes),
    labels: fc.array(fc.integer({ min: 0, max: classes - 1 }), { minLength: n, maxLength: n }),
  }),
);
type Rows = { embeddings: Float64Array; centres: Float64Array; labels: number[] };

const run = (input: Rows, m: number, s = 4) =>
  cosineSoftmax({ ...input, size, s, margin: arcfaceMargin(head(m)) });

describe('cosineSoftmax', () => {
  test('gives what was computed by hand', () => {
    // cos θ is 1 for the own class and 0 for the other: −log(e^s′ / (e^s′ + 1)), with s′ = s·cos(0 + m).
    const input = { embeddings: Float64Array.of(2, 0), centres: Float64Array.of(3, 0, 0, 1), labels: [0] };
    const result = cosineSoftmax({ ...input, size: 2, s: 4, margin: arcfaceMargin(head(0)) });
    expect(result.loss).toBeCloseTo(Math.log1p(Math.exp(-4)), 3);
    expect(result.correct).toBe(1);
    const p = 1 / (1 + Math.exp(4));
    // Toward the other centre, over the embedding's length; the own centre is where it should be.
    expect(result.embeddings[0]).toBeCloseTo(0, 10);
    expect(result.embeddings[1]).toBeCloseTo((4 * p) / 2, 3);
  });

  test('without a margin it is softmax over s·cos θ', () => {
    fc.assert(
      fc.property(batch, (input) => {
        const cos = (i: number, k: number) => {
          const a = input.embeddings.subarray(i * size, (i + 1) * size);
          const b = input.centres.subarray(k * size, (k + 1) * size);
          return a.reduce((sum, v, j) => sum + v * b[j], 0) / (Math.hypot(...a) * Math.hypot(...b));
        };
        const losses = input.labels.map((label, i) => {
          const powers = [0, 1, 2].map((k) => Math.exp(4 * cos(i, k)));
          return -Math.log(powers[label] / (powers[0] + powers[1] + powers[2]));
        });
        const mean = losses.reduce((a, b) => a + b, 0) / losses.length;
        expect(Math.abs(run(input, 0).loss - mean)).toBeLessThan(2e-3);
      }),
    );
  });

  test('the length of embeddings and centres does not matter', () => {
    fc.assert(
      fc.property(batch, fc.double({ min: 0.5, max: 50, noNaN: true }), (input, factor) => {
        const longer = {
          ...input,
          embeddings: input.embeddings.map((v) => v * factor),
          centres: input.centres.map((v) => v / factor),
        };
        expect(run(longer, 0.5).loss).toBeCloseTo(run(input, 0.5).loss, 6);
      }),
    );
  });

  test('the loss grows with the margin', () => {
    fc.assert(
      fc.property(batch, margins, margins, (input, m1, m2) => {
        const small = run(input, Math.min(m1, m2)).loss;
        expect(run(input, Math.max(m1, m2)).loss).toBeGreaterThanOrEqual(small - 2e-3);
      }),
    );
  });

  test('gradients are those of finite differences', () => {
    fc.assert(
      fc.property(batch, fc.constantFrom(0, 0.3, 0.5), (input, m) => {
        const result = run(input, m);
        for (const which of ['embeddings', 'centres'] as const) {
          const h = 1e-5;
          for (let i = 0; i < input[which].length; i++) {
            const at = (by: number) => {
              const moved = input[which].slice();
              moved[i] += by;
              return run({ ...input, [which]: moved }, m).loss;
            };
            const [low, here, high] = [at(-h), result.loss, at(h)];
            // Not across a turning point of the margin.
            if (Math.abs(low + high - 2 * here) > 1e-6) continue;
            expect((high - low) / (2 * h)).toBeCloseTo(result[which][i], 2);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test.each([
    ['a zero embedding', Float64Array.of(0, 0, 0, 0)],
    ['an embedding like its centre', Float64Array.of(1, 2, 3, 4)],
    ['an embedding opposite to its centre', Float64Array.of(-1, -2, -3, -4)],
    ['a very long embedding', Float64Array.of(1e18, 0, 0, 0)],
  ])('is finite for %s', (_, embeddings) => {
    const centres = Float64Array.of(1, 2, 3, 4, 4, 3, 2, 1, 0, 0, 0, 0);
    const { loss, ...gradients } = run({ embeddings, centres, labels: [0] }, 0.5, 30);
    expect(loss).toBeGreaterThanOrEqual(0);
    expect([...gradients.embeddings, ...gradients.centres].every(Number.isFinite)).toBe(true);
  });
});
