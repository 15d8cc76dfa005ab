import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openPhoto, useCurate } from '../../../renderer/curate/curate-store';
import { inSight, move, nothing, pick, type Selection } from '../../../renderer/curate/selection';

const shown = ['a', 'b', 'c', 'd', 'e', 'f'];
const plain = { range: false, toggle: false };
const names = ({ selected }: Selection) => [...selected].join('');
const clicked = (...ids: string[]) => ids.reduce((s, id) => pick(s, shown, id, plain), nothing);

describe('selecting photos', () => {
  it('takes one with a click and drops the others', () => {
    expect(names(clicked('b', 'd'))).toBe('d');
  });

  it('has what is shown large and nothing else, so that keys change what is seen', () => {
    useCurate.setState(clicked('b'));
    openPhoto('c');
    expect(useCurate.getState()).toMatchObject({ open: 'c', ...clicked('c') });
  });

  it('takes one more or less with Ctrl', () => {
    const two = pick(clicked('b'), shown, 'e', { range: false, toggle: true });
    expect(names(two)).toBe('be');
    expect(names(pick(two, shown, 'b', { range: false, toggle: true }))).toBe('e');
  });

  it('takes a range in either direction with Shift, always from the same photo', () => {
    const range = { range: true, toggle: false };
    const down = pick(clicked('c'), shown, 'e', range);
    expect(names(down)).toBe('cde');
    expect(names(pick(down, shown, 'a', range))).toBe('abc');
  });

  it('grows and shrinks with Shift and the arrow keys', () => {
    const after = (...steps: number[]) =>
      names(steps.reduce((s, by) => move(s, shown, by, true), clicked('b')));
    expect([after(1), after(1, 1), after(1, 1, -1), after(1, -1, -1)]).toEqual(['bc', 'bcd', 'bc', 'ab']);
  });

  it('begins at the first photo when none has been chosen', () => {
    expect(names(move(nothing, shown, 3, false))).toBe('a');
    expect(move(nothing, [], 1, false)).toEqual(nothing);
  });

  it('loses what leaves the view, and goes on beside it', () => {
    const left = (...gone: string[]) => shown.filter((id) => !gone.includes(id));
    const after = inSight(clicked('c'), shown, left('c'));
    expect(after).toEqual({ ...nothing, anchor: 'd', cursor: 'd' });
    expect(names(move(after, left('c'), 1, false))).toBe('e');
    expect(names(pick(after, left('c'), 'f', { range: true, toggle: false }))).toBe('def');
    expect(inSight(clicked('e'), shown, left('e', 'f')).cursor).toBe('d');
    expect(inSight(clicked('e'), shown, [])).toEqual(nothing);
    const three = pick(clicked('b'), shown, 'd', { range: true, toggle: false });
    expect(inSight(three, shown, left('c'))).toEqual({ ...three, selected: new Set(['b', 'd']) });
  });

  it('stays among the photos shown, wherever the arrow keys go', () => {
    const walk = fc.array(fc.tuple(fc.integer({ min: -7, max: 7 }), fc.boolean()), { minLength: 1 });
    fc.assert(
      fc.property(walk, (steps) => {
        const end = steps.reduce((s, [by, range]) => move(s, shown, by, range), nothing);
        expect(shown).toContain(end.cursor);
        expect(end.selected.has(end.cursor as string)).toBe(true);
        expect([...end.selected].every((id) => shown.includes(id))).toBe(true);
      }),
    );
  });
});
