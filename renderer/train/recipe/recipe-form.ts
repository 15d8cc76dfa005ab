import { type Head, presets, Recipe } from '@shared/recipe';
import { recipeDiff } from '@shared/recipe-diff';

/** A recipe while it is edited: any field may hold anything, an emptied number `undefined`. */
export type Draft = Readonly<Record<string, unknown>>;

/** What a head starts from when its kind is chosen; margins are those that the papers found to work. */
export const headDefaults: Record<Head['kind'], Head> = {
  arcface: { kind: 'arcface', s: 30, m: 0.5, easyMargin: false },
  cosface: { kind: 'cosface', s: 30, m: 0.35 },
  sphereface: { kind: 'sphereface', s: 30, m: 3 },
  softmax: { kind: 'softmax', s: 30 },
};

/** The value at a path such as `stages.2.epochs`; `undefined` where there is none. */
export function valueAt(draft: unknown, path: string): unknown {
  return path
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], draft);
}

/** A copy with another value at a path. */
export function withValue<T>(draft: T, path: string, value: unknown): T {
  const [key, ...rest] = path.split('.');
  const copy = (Array.isArray(draft) ? [...draft] : { ...draft }) as Record<string, unknown>;
  copy[key] = rest.length ? withValue(copy[key], rest.join('.'), value) : value;
  return copy as T;
}

/** Why a field cannot stay as it is, as a key of the window's words. */
export interface Problem {
  key: 'tooSmall' | 'tooLarge' | 'invalid';
  limit: number;
}

/** A draft as a recipe, or the problem of each field by path. */
export function checkDraft(draft: unknown): { recipe: Recipe | null; problems: Map<string, Problem> } {
  const parsed = Recipe.safeParse(draft);
  if (parsed.success) return { recipe: parsed.data, problems: new Map() };
  const problems = parsed.error.issues.map((issue): [string, Problem] => {
    const path = issue.path.join('.');
    if (issue.code === 'too_small') return [path, { key: 'tooSmall', limit: Number(issue.minimum) }];
    if (issue.code === 'too_big') return [path, { key: 'tooLarge', limit: Number(issue.maximum) }];
    return [path, { key: 'invalid', limit: 0 }];
  });
  return { recipe: null, problems: new Map(problems) };
}

/** The preset that a recipe is, whatever its name; `null` for one of the user's own. */
export function presetOf(recipe: Recipe): keyof typeof presets | null {
  const names = Object.keys(presets) as (keyof typeof presets)[];
  return names.find((name) => recipeDiff([presets[name], recipe]).length === 0) ?? null;
}
