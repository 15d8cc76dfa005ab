const limit = 30_000; // milliseconds

/** Aborts when `outer` does, and when nothing has been heard for half a minute. */
export class Silence {
  private readonly controller = new AbortController();
  private timer: NodeJS.Timeout | undefined;
  private readonly abort = () => this.controller.abort(this.outer.reason);
  private readonly aborted: Promise<never>;

  constructor(private readonly outer: AbortSignal) {
    this.aborted = new Promise((_, reject) =>
      this.signal.addEventListener('abort', () => reject(this.signal.reason)),
    );
    this.aborted.catch(() => {});
    outer.addEventListener('abort', this.abort);
    if (outer.aborted) this.abort();
    this.broken();
  }

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  /** What `heard` gives, which breaks the silence; rejects at once when aborted, however long `heard` takes to. */
  async until<T>(heard: Promise<T>): Promise<T> {
    const result = await Promise.race([heard, this.aborted]);
    this.broken();
    return result;
  }

  /** No more is wanted: what is still under way is given up. */
  end(): void {
    clearTimeout(this.timer);
    this.outer.removeEventListener('abort', this.abort);
    this.controller.abort();
  }

  private broken(): void {
    clearTimeout(this.timer);
    const reason = new Error(`Nothing was sent for ${limit / 1000} s.`);
    this.timer = setTimeout(() => this.controller.abort(reason), limit);
  }
}
