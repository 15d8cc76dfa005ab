import { tinySquare, type Margin } from './margin';

export interface CosineSoftmaxInput {
  /** [n, size] */
  embeddings: Float64Array | Float32Array;
  /** [classes, size] */
  centres: Float64Array | Float32Array;
  /** [n] */
  labels: ArrayLike<number>;
  /** Numbers in an embedding. */
  size: number;
  /** Scale of the logits. */
  s: number;
  margin: Margin;
  /** The embeddings are divided by the norm of them all. */
  together?: boolean;
}

export interface CosineSoftmaxResult {
  /** Mean cross-entropy. */
  loss: number;
  /** Rows whose largest cosine is their own class's. */
  correct: number;
  /** Gradients of the loss, shaped as what they belong to. */
  embeddings: Float64Array;
  centres: Float64Array;
}

/**
 * Softmax cross-entropy over s·cos θ, the own class's cosine changed by `margin`: the plain, slow form that the
 * training engines are held against.
 */
export function cosineSoftmax(input: CosineSoftmaxInput): CosineSoftmaxResult {
  const { size, s, margin, labels, together = false, ...rows } = input;
  const embeddings = normalizedRows(rows.embeddings, size, together);
  const centres = normalizedRows(rows.centres, size);
  const n = embeddings.length;
  const towardEmbeddings = embeddings.map(() => new Float64Array(size));
  const towardCentres = centres.map(() => new Float64Array(size));
  let loss = 0;
  let correct = 0;
  for (const [i, embedding] of embeddings.entries()) {
    const cosines = centres.map((centre) => dot(embedding.unit, centre.unit));
    if (indexOfMax(cosines) === labels[i]) correct += 1;
    const own = margin(cosines[labels[i]]);
    const logits = cosines.map((cosine, k) => s * (k === labels[i] ? own.value : cosine));
    const probabilities = softmax(logits);
    loss += logSumExp(logits) - logits[labels[i]];
    for (const [k, p] of probabilities.entries()) {
      const slope = (s / n) * (k === labels[i] ? (p - 1) * own.slope : p);
      addScaled(towardEmbeddings[i], centres[k].unit, slope);
      addScaled(towardCentres[k], embedding.unit, slope);
    }
  }
  return {
    loss: loss / n,
    correct,
    embeddings: throughNormalization(towardEmbeddings, embeddings, size, together),
    centres: throughNormalization(towardCentres, centres, size),
  };
}

interface Row {
  unit: Float64Array;
  norm: number;
}

function normalizedRows(values: ArrayLike<number>, size: number, together = false): Row[] {
  const rows = Array.from({ length: values.length / size }, (_, i) =>
    Float64Array.from({ length: size }, (_, j) => values[i * size + j]),
  );
  const squares = rows.map((row) => dot(row, row));
  return rows.map((row, i) => {
    const norm = Math.sqrt((together ? sum(squares) : squares[i]) + tinySquare);
    return { unit: row.map((value) => value / norm), norm };
  });
}

/** The gradient of x/|x| takes away what points along x, and divides by |x|. */
function throughNormalization(
  gradients: Float64Array[],
  rows: Row[],
  size: number,
  together = false,
): Float64Array {
  const out = new Float64Array(rows.length * size);
  const alongs = rows.map(({ unit }, i) => dot(gradients[i], unit));
  for (const [i, { unit, norm }] of rows.entries()) {
    const along = together ? sum(alongs) : alongs[i];
    out.set(
      gradients[i].map((g, j) => (g - along * unit[j]) / norm),
      i * size,
    );
  }
  return out;
}

const sum = (values: number[]) => values.reduce((total, value) => total + value, 0);

const indexOfMax = (values: number[]) => values.indexOf(Math.max(...values));

function dot(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0);
}

function addScaled(target: Float64Array, values: Float64Array, factor: number): void {
  for (let i = 0; i < target.length; i++) target[i] += factor * values[i];
}

function logSumExp(logits: number[]): number {
  const largest = Math.max(...logits);
  return largest + Math.log(logits.reduce((sum, logit) => sum + Math.exp(logit - largest), 0));
}

function softmax(logits: number[]): number[] {
  const total = logSumExp(logits);
  return logits.map((logit) => Math.exp(logit - total));
}
