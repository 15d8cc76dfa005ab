import type { Scored } from './domain';

/** How one product's photos are answered at a threshold. */
export interface ProductRow {
  name: string;
  photos: number;
  recognised: number;
  refused: number;
  /** Accepted as another product; `rival` is the one it was oftenest. */
  confused: number;
  rival: string | null;
}

/** Worst first: by the share that is recognised, and of equals the one with more photos. */
export function productRows(photos: readonly Scored[], threshold: number): ProductRow[] {
  const rows = new Map<string, ProductRow & { rivals: Map<string, number> }>();
  for (const { truth, nearest, score } of photos) {
    if (truth === null) continue;
    const row = rows.get(truth) ?? { ...empty(truth), rivals: new Map<string, number>() };
    rows.set(truth, row);
    row.photos++;
    if (score < threshold) row.refused++;
    else if (nearest === truth) row.recognised++;
    else {
      row.confused++;
      row.rivals.set(nearest, (row.rivals.get(nearest) ?? 0) + 1);
    }
  }
  const share = (row: ProductRow) => row.recognised / row.photos;
  return [...rows.values()]
    .map(({ rivals, ...row }) => ({ ...row, rival: oftenest(rivals) }))
    .sort((a, b) => share(a) - share(b) || b.photos - a.photos || a.name.localeCompare(b.name));
}

const empty = (name: string): ProductRow => ({
  name,
  photos: 0,
  recognised: 0,
  refused: 0,
  confused: 0,
  rival: null,
});

const oftenest = (counts: ReadonlyMap<string, number>): string | null =>
  [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
