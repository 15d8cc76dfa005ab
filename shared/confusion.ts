import type { Scored } from './domain';

/** Products and how their photos were answered. Row and column `products.length` are strangers and “refused”. */
export interface Confusion {
  products: readonly string[];
  /** [products + 1, products + 1], row by row: what a photo shows, what it was answered. */
  counts: Int32Array;
  /** Photos of each row. */
  totals: Int32Array;
}

/** Products in an order, and the place in it of what each photo shows and is nearest to. */
export interface Indexed {
  products: readonly string[];
  truth: Int32Array;
  nearest: Int32Array;
  scores: Float64Array;
}

/** Brings products that are taken for one another together; the order does not depend on the threshold. */
export function indexConfusion(photos: readonly Scored[]): Indexed {
  const products = orderByConfusion(photos);
  const place = new Map(products.map((name, i) => [name, i]));
  const at = (name: string | null) => (name === null ? products.length : place.get(name)!);
  return {
    products,
    truth: Int32Array.from(photos, ({ truth }) => at(truth)),
    nearest: Int32Array.from(photos, ({ nearest }) => at(nearest)),
    scores: Float64Array.from(photos, ({ score }) => score),
  };
}

export function confusionAt({ products, truth, nearest, scores }: Indexed, threshold: number): Confusion {
  const size = products.length + 1;
  const counts = new Int32Array(size * size);
  const totals = new Int32Array(size);
  for (let i = 0; i < scores.length; i++) {
    const answer = scores[i] >= threshold ? nearest[i] : products.length;
    counts[truth[i] * size + answer]++;
    totals[truth[i]]++;
  }
  return { products, counts, totals };
}

/**
 * Single-linkage clustering on how often two products are taken for each other (either way): the most confused pair is
 * joined first, and joined chains lie end to end. Chains with more confusions come first, then the others by name.
 */
export function orderByConfusion(photos: readonly Scored[]): string[] {
  const chains = new Map<string, Chain>();
  const chainOf = (name: string) => {
    const known = chains.get(name) ?? { names: [name], confusions: 0 };
    chains.set(name, known);
    return known;
  };
  const pairs = new Map<string, { a: string; b: string; count: number }>();
  for (const { truth, nearest } of photos) {
    chainOf(nearest);
    if (truth === null) continue;
    chainOf(truth);
    if (truth === nearest) continue;
    const [a, b] = truth < nearest ? [truth, nearest] : [nearest, truth];
    const key = JSON.stringify([a, b]);
    pairs.set(key, { a, b, count: (pairs.get(key)?.count ?? 0) + 1 });
  }
  for (const { a, b, count } of [...pairs.values()].sort((p, q) => q.count - p.count)) {
    const [first, second] = [chainOf(a), chainOf(b)];
    first.confusions += count;
    if (first === second) continue;
    const joined = join(first, second, a, b);
    for (const name of joined.names) chains.set(name, joined);
  }
  return [...new Set(chains.values())]
    .sort((p, q) => q.confusions - p.confusions || p.names[0].localeCompare(q.names[0]))
    .flatMap(({ names }) => names);
}

interface Chain {
  names: string[];
  confusions: number;
}

/** Turned so that `a` and `b` come as near to each other as their chains allow. */
function join(first: Chain, second: Chain, a: string, b: string): Chain {
  const [atA, atB] = [first.names.indexOf(a), second.names.indexOf(b)];
  const left = atA < (first.names.length - 1) / 2 ? [...first.names].reverse() : first.names;
  const right = atB > (second.names.length - 1) / 2 ? [...second.names].reverse() : second.names;
  return { names: [...left, ...right], confusions: first.confusions + second.confusions };
}
