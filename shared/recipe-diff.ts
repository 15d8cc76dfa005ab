import type { Recipe } from './recipe';

/** A field in which recipes differ: its path, such as `stages.2.epochs`, and each recipe's value, if it has one. */
export interface RecipeDifference {
  path: string;
  values: (string | null)[];
}

/** The fields in which recipes differ, but for their names, in the order in which they first come. */
export function recipeDiff(recipes: readonly Recipe[]): RecipeDifference[] {
  const flat = recipes.map(({ name: _, ...rest }) => new Map(leaves(rest)));
  const paths = [...new Set(flat.flatMap((fields) => [...fields.keys()]))];
  return paths
    .map((path) => ({ path, values: flat.map((fields) => fields.get(path) ?? null) }))
    .filter(({ values }) => new Set(values).size > 1);
}

function leaves(value: unknown, path = ''): [string, string][] {
  if (typeof value !== 'object' || value === null) return value === undefined ? [] : [[path, String(value)]];
  return Object.entries(value).flatMap(([key, child]) => leaves(child, path ? `${path}.${key}` : key));
}
