import { describe, expect, it } from 'vitest';
import { RunControl } from '../../../electron/engine/training/run-control';

const soon = () => new Promise((resolve) => setTimeout(resolve, 20));

describe('a run’s control', () => {
  it('lets work go on, holds it while paused, and lets it go on again', async () => {
    const control = new RunControl();
    await control.turn();
    control.pause();
    control.pause();
    expect(control.paused).toBe(true);
    let turned = false;
    const turn = control.turn().then(() => (turned = true));
    await soon();
    expect(turned).toBe(false);
    control.resume();
    await turn;
    expect(control.paused).toBe(false);
  });

  it('throws once it is cancelled, also in work that was held', async () => {
    const control = new RunControl();
    control.pause();
    const turn = control.turn();
    control.cancel();
    await expect(turn).rejects.toThrow();
    await expect(control.turn()).rejects.toThrow();
    expect(control.cancelled).toBe(true);
    control.pause();
    expect(control.paused).toBe(false);
    await expect(control.turn()).rejects.toThrow();
  });
});
