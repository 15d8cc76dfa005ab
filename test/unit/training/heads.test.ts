import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Head } from '@shared/recipe';
import { cosineSoftmax } from '../../../electron/engine/training/heads/cosine-softmax';
import { marginOf } from '../../../electron/engine/training/heads/margin-of';

const cosface: Head = { kind: 'cosface', s: 30, m: 0.35 };
const softmax: Head = { kind: 'softmax', s: 30 };
const sphereface = (m: number): Head => ({ kind: 'sphereface', s: 30, m });
const heads: Head[] = [cosface, softmax, ...[1, 2, 3, 4].map(sphereface)];
const nameOf = (head: Head) => ('m' in head ? `${head.kind} ${head.m}` : head.kind);
const named = heads.map((head) => [nameOf(head), head] as const);
const cosine = fc.double({ min: -1, max: 1, noNaN: true });

/** The own class's logit over s, of an angle, word for word as the papers have it. */
function paper(head: Head, angle: number): number {
  if (head.kind === 'cosface') return Math.cos(angle) - head.m;
  if (head.kind !== 'sphereface') return Math.cos(angle);
  let k = 0;
  while (k < head.m - 1 && angle > ((k + 1) * Math.PI) / head.m) k += 1;
  return (-1) ** k * Math.cos(head.m * angle) - 2 * k;
}

describe.each(named)('the margin of %s', (_, head) => {
  test('is its paper’s formula', () => {
    fc.assert(
      fc.property(cosine, (c) => {
        expect(marginOf(head)(c).value).toBeCloseTo(paper(head, Math.acos(c)), 9);
      }),
    );
  });

  test('falls as the angle grows, and its slope is its derivative, over every turn', () => {
    fc.assert(
      fc.property(fc.double({ min: -0.999, max: 0.999, noNaN: true }), (c) => {
        const margin = marginOf(head);
        const h = 1e-6;
        const difference = (margin(c + h).value - margin(c - h).value) / (2 * h);
        expect(difference).toBeCloseTo(margin(c).slope, 3);
        expect(margin(c).slope).toBeGreaterThanOrEqual(-1e-9);
      }),
    );
  });

  test('never helps, and is finite at the ends and a little beyond', () => {
    for (const c of [-1 - 1e-6, -1, 0, 1, 1 + 1e-6]) {
      const { value, slope } = marginOf(head)(c);
      expect(value).toBeLessThanOrEqual(c + 1e-4);
      expect(Math.abs(slope)).toBeLessThan(17);
    }
  });

  test('gives the loss of a naive loop over angles', () => {
    const size = 3;
    const numbers = fc.double({ min: -2, max: 2, noNaN: true });
    const rows = (n: number) =>
      fc
        .array(numbers, { minLength: n * size, maxLength: n * size })
        .map((values) => Float64Array.from(values, (value, i) => value + (i % 2 ? 3 : 0.5)));
    fc.assert(
      fc.property(rows(2), rows(4), (embeddings, centres) => {
        const input = { embeddings, centres, labels: [3, 0], size, s: head.s };
        const { loss } = cosineSoftmax({ ...input, margin: marginOf(head) });
        expect(loss).toBeCloseTo(naiveLoss(input, head), 6);
      }),
    );
  });

  test.each([
    ['a zero embedding', [0, 0, 0]],
    ['an embedding like its centre', [1, 2, 3]],
    ['an embedding opposite to its centre', [-1, -2, -3]],
  ])('is finite for %s', (_, embedding) => {
    const centres = Float64Array.of(1, 2, 3, 3, 2, 1);
    const { loss, ...gradients } = cosineSoftmax({
      embeddings: Float64Array.from(embedding),
      centres,
      labels: [0],
      size: 3,
      s: head.s,
      margin: marginOf(head),
    });
    expect(loss).toBeGreaterThanOrEqual(0);
    expect([...gradients.embeddings, ...gradients.centres].every(Number.isFinite)).toBe(true);
  });
});

describe('embeddings normalized over the whole batch', () => {
  const size = 3;
  const numbers = fc.double({ min: 0.1, max: 2, noNaN: true });
  const rows = (n: number) =>
    fc
      .array(numbers, { minLength: n * size, maxLength: n * size })
      .map((values) => Float64Array.from(values));
  const settings = { labels: [3, 0], size, s: 30, margin: marginOf(cosface), together: true };

  test('have gradients that are the loss’s derivatives', () => {
    fc.assert(
      fc.property(rows(2), rows(4), fc.nat(5), (embeddings, centres, at) => {
        const moved = (by: number) => {
          const values = embeddings.map((value, i) => (i === at ? value + by : value));
          return cosineSoftmax({ ...settings, embeddings: values, centres }).loss;
        };
        const { embeddings: gradient } = cosineSoftmax({ ...settings, embeddings, centres });
        expect((moved(1e-6) - moved(-1e-6)) / 2e-6).toBeCloseTo(gradient[at], 4);
      }),
    );
  });

  test('give the same loss whatever they are all multiplied by, and another where one alone is', () => {
    fc.assert(
      fc.property(rows(2), rows(4), (embeddings, centres) => {
        const lossOf = (values: Float64Array) =>
          cosineSoftmax({ ...settings, embeddings: values, centres }).loss;
        expect(lossOf(embeddings.map((value) => value * 3))).toBeCloseTo(lossOf(embeddings), 6);
        const first = embeddings.map((value, i) => (i < size ? value * 3 : value));
        expect(Math.abs(lossOf(first) - lossOf(embeddings))).toBeGreaterThan(1e-6);
      }),
    );
  });
});

interface Rows {
  embeddings: Float64Array;
  centres: Float64Array;
  labels: number[];
  size: number;
}

function naiveLoss({ embeddings, centres, labels, size }: Rows, head: Head): number {
  let loss = 0;
  for (let i = 0; i < labels.length; i++) {
    const powers: number[] = [];
    for (let k = 0; k < centres.length / size; k++) {
      let [dot, aa, bb] = [0, 0, 0];
      for (let j = 0; j < size; j++) {
        const [a, b] = [embeddings[i * size + j], centres[k * size + j]];
        [dot, aa, bb] = [dot + a * b, aa + a * a, bb + b * b];
      }
      const angle = Math.acos(Math.max(-1, Math.min(1, dot / Math.sqrt(aa * bb))));
      powers.push(Math.exp(head.s * (k === labels[i] ? paper(head, angle) : Math.cos(angle))));
    }
    loss -= Math.log(powers[labels[i]] / powers.reduce((sum, power) => sum + power, 0));
  }
  return loss / labels.length;
}

describe('a recipe’s head', () => {
  test('takes each kind with its own margin only', () => {
    for (const head of heads) expect(Head.parse(head)).toEqual(head);
    const refused = [
      { kind: 'arcface', s: 30, m: 1.6, easyMargin: false },
      { kind: 'arcface', s: 30, m: 0.5 },
      { kind: 'cosface', s: 30, m: 1.1 },
      { kind: 'cosface', s: 0, m: 0.3 },
      { kind: 'sphereface', s: 30, m: 1.5 },
      { kind: 'sphereface', s: 30, m: 5 },
      { kind: 'triplet', s: 30 },
    ];
    for (const head of refused) expect(Head.safeParse(head).success, JSON.stringify(head)).toBe(false);
  });
});
