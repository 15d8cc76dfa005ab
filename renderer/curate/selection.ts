/** Selecting as in a file manager. The order of `shown` is the order on screen. */

export interface Selection {
  selected: ReadonlySet<string>;
  /** Where a range begins: the photo last chosen without Shift. */
  anchor: string | null;
  /** The photo last chosen, from which the arrow keys go on. */
  cursor: string | null;
}

interface Keys {
  range: boolean;
  toggle: boolean;
}

export const nothing: Selection = { selected: new Set(), anchor: null, cursor: null };

/** This photo and no other. */
export const alone = (id: string): Selection => ({ selected: new Set([id]), anchor: id, cursor: id });

/** A click: alone this one, with Ctrl one more or less, with Shift all from the anchor to here. */
export function pick(
  { selected, anchor }: Selection,
  shown: readonly string[],
  id: string,
  keys: Keys,
): Selection {
  if (keys.range && anchor) return { selected: new Set(between(shown, anchor, id)), anchor, cursor: id };
  if (!keys.toggle) return alone(id);
  const next = new Set(selected);
  if (!next.delete(id)) next.add(id);
  return { selected: next, anchor: id, cursor: id };
}

/** An arrow key: `by` photos further; with `range` the selection grows or shrinks to there. */
export function move(selection: Selection, shown: readonly string[], by: number, range: boolean): Selection {
  const at = selection.cursor === null ? -1 : shown.indexOf(selection.cursor);
  const target = shown[at < 0 ? 0 : Math.min(Math.max(at + by, 0), shown.length - 1)];
  return target ? pick(selection, shown, target, { range, toggle: false }) : selection;
}

/**
 * What is left of a selection when `shown` takes the place of `before`: what is out of sight goes, and the keys go on
 * from its neighbour.
 */
export function inSight(
  { selected, anchor, cursor }: Selection,
  before: readonly string[],
  shown: readonly string[],
): Selection {
  const there = new Set(shown);
  const beside = (id: string | null): string | null => {
    if (id === null || there.has(id)) return id;
    const at = before.indexOf(id);
    const outwards = [...before.slice(at), ...before.slice(0, Math.max(at, 0)).reverse()];
    return at < 0 ? null : (outwards.find((other) => there.has(other)) ?? null);
  };
  const left = new Set([...selected].filter((id) => there.has(id)));
  return { selected: left, anchor: beside(anchor), cursor: beside(cursor) };
}

function between(shown: readonly string[], one: string, other: string): string[] {
  const at = [shown.indexOf(one), shown.indexOf(other)];
  return shown.slice(Math.max(Math.min(...at), 0), Math.max(...at) + 1);
}
