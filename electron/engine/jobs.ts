import { randomUUID } from 'node:crypto';
import { StudioError } from '@shared/errors';
import type { Emit } from '@shared/contract';

const reportEvery = 50; // milliseconds

/** A long piece of work that reports progress and can be cancelled. */
export class Job {
  private readonly controller = new AbortController();
  private reported = 0;

  constructor(
    readonly id: string,
    private readonly emit: Emit,
  ) {}

  get signal(): AbortSignal {
    return this.controller.signal;
  }

  cancel(): void {
    this.controller.abort();
  }

  /** Throws `cancelled` once the job has been cancelled. */
  throwIfCancelled(): void {
    if (this.signal.aborted) throw new StudioError('cancelled', 'Cancelled.');
  }

  /** Says how far it is, at most every 50 ms, and always at the end. */
  report(done: number, total: number, item = ''): void {
    const now = performance.now(); // a clock that is set back would hold reports up
    if (done < total && now - this.reported < reportEvery) return;
    this.reported = now;
    this.emit('job.progress', { job: this.id, done, total, item });
  }
}

/** The jobs under way; their caller chooses their ids. */
export class Jobs {
  private readonly underWay = new Map<Job, Promise<unknown>>();

  constructor(private readonly emit: Emit) {}

  async run<T>(id: string, work: (job: Job) => Promise<T>): Promise<T> {
    const job = new Job(id, this.emit);
    const result = work(job);
    this.underWay.set(job, result);
    try {
      return await result;
    } finally {
      this.underWay.delete(job);
    }
  }

  /** Runs what nobody follows, so that closing the project and letting a model go wait for it as well. */
  quietly<T>(work: () => Promise<T>): Promise<T> {
    return this.run(randomUUID(), work);
  }

  cancel(id: string): void {
    for (const job of this.underWay.keys()) if (job.id === id) job.cancel();
  }

  /** Cancels all that are under way, and waits for their end. A job that calls it would wait for itself. */
  async end(): Promise<void> {
    for (const job of this.underWay.keys()) job.cancel();
    await this.settled();
  }

  /** Waits for the end of all that are under way now. */
  async settled(): Promise<void> {
    await Promise.allSettled(this.underWay.values());
  }
}
