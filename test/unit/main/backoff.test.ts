import { describe, expect, it } from 'vitest';
import { Backoff } from '../../../electron/main/backoff';

describe('Backoff', () => {
  it('waits longer after each death and then gives up', () => {
    const backoff = new Backoff();
    const waits = Array.from({ length: 5 }, () => backoff.next() as number);
    expect(waits).toEqual([...waits].sort((a, b) => a - b));
    expect(backoff.exhausted).toBe(false);
    expect(backoff.next()).toBeNull();
    expect(backoff.exhausted).toBe(true);
  });

  it('starts afresh with a process that lived for more than a minute', () => {
    const backoff = new Backoff();
    const first = backoff.next();
    backoff.started(1000);
    expect(backoff.next(30_000)).toBeGreaterThan(first as number);
    backoff.started(40_000);
    expect(backoff.next(110_000)).toBe(first);
  });

  it('gives an engine that was given up on a new chance', () => {
    const backoff = new Backoff();
    while (backoff.next() !== null);
    backoff.reset();
    expect(backoff.exhausted).toBe(false);
    expect(backoff.next()).not.toBeNull();
  });
});
