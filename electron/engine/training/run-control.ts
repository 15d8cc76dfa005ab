/** Lets calls that wait at the engine's port be answered. */
export const breathe = () => new Promise<void>((resolve) => setImmediate(resolve));

/** Stops a run, or holds it, between two steps. */
export class RunControl {
  private readonly controller = new AbortController();
  private held: { ended: Promise<void>; end(): void } | null = null;

  get cancelled(): boolean {
    return this.controller.signal.aborted;
  }

  get paused(): boolean {
    return this.held !== null;
  }

  cancel(): void {
    this.controller.abort();
    this.resume();
  }

  /** One that is cancelled goes on to its end. */
  pause(): void {
    if (this.held || this.cancelled) return;
    let end = () => {};
    const ended = new Promise<void>((resolve) => (end = resolve));
    this.held = { ended, end };
  }

  resume(): void {
    this.held?.end();
    this.held = null;
  }

  /**
   * What work awaits before each piece: lets waiting calls be answered, waits while paused
   * and throws when cancelled.
   */
  readonly turn = async (): Promise<void> => {
    await breathe();
    while (this.held) await this.held.ended;
    this.controller.signal.throwIfAborted();
  };
}
