const delays = [100, 500, 1000, 2000, 4000]; // milliseconds
const healthyAfter = 60_000; // milliseconds

/** How long to wait before a process that died is started again; a process that lived long starts afresh. */
export class Backoff {
  private deaths = 0;
  private startedAt = 0;

  get exhausted(): boolean {
    return this.deaths > delays.length;
  }

  started(now = performance.now()): void {
    this.startedAt = now;
  }

  /** Milliseconds to wait, or `null` when it has died too often to try again. */
  next(now = performance.now()): number | null {
    if (this.startedAt && now - this.startedAt > healthyAfter) this.reset();
    return delays[this.deaths++] ?? null;
  }

  reset(): void {
    this.deaths = 0;
  }
}
