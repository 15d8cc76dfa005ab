const limit = 30_000; // milliseconds

/** Aborts when `outer` does, and when nothing has been heard for half a minute. */
export class Silence {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly abort = () => this.controller.abort();

  constructor(private readonly outer: AbortSignal) {
    outer.addEventListener('abort', this.abort);
    if (outer.aborted) this.abort();
    this.broken();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** Something was heard. */
  broken(): void {
    clearTimeout(this.timer);
    const reason = new Error(`Nothing was sent for ${limit / 1000} s.`);
    this.timer = setTimeout(() => this.controller.abort(reason), limit);
  }

  end(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.abort);
  }
}
