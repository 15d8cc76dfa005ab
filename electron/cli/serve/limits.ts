/** What one address may ask: `perSecond` in the long run, and as many again at once (token bucket). */
export class RateLimit {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private readonly perSecond: number,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Whether it may ask now; this counts as asking. */
  allows(address: string): boolean {
    const now = this.now();
    const known = this.buckets.get(address) ?? { tokens: this.perSecond, at: now };
    const filled = known.tokens + ((now - known.at) / 1000) * this.perSecond;
    const tokens = Math.min(this.perSecond, filled);
    if (this.buckets.size > mostAddresses) this.forgetFull(now);
    this.buckets.set(address, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }

  /** Who has not asked for a second is as good as new. */
  private forgetFull(now: number): void {
    for (const [address, { at }] of this.buckets) if (now - at > 1000) this.buckets.delete(address);
  }
}

const mostAddresses = 1000;

/** Lets `width` pieces of work run at a time and `depth` more wait; the rest is refused at once. */
export class Gate {
  private running = 0;
  private readonly waiting: (() => void)[] = [];

  constructor(
    private readonly width: number,
    private readonly depth: number,
  ) {}

  /** `null`: too many are waiting. */
  async run<T>(work: () => Promise<T>): Promise<T | null> {
    if (this.running >= this.width && this.waiting.length >= this.depth) return null;
    if (this.running >= this.width) await new Promise<void>((resolve) => this.waiting.push(resolve));
    else this.running += 1;
    try {
      return await work();
    } finally {
      const next = this.waiting.shift();
      if (next) next();
      else this.running -= 1;
    }
  }
}
