import { describe, expect, it } from 'vitest';
import { type Job, Jobs } from '../../../electron/engine/jobs';

const untilCancelled = (job: Job) =>
  new Promise<string>((resolve) => job.signal.addEventListener('abort', () => resolve('cancelled')));

describe('jobs under way', () => {
  it('are cancelled by their id, each of several that share it, and by the end of all', async () => {
    const jobs = new Jobs(() => {});
    const same = [jobs.run('a', untilCancelled), jobs.run('a', untilCancelled)];
    const other = jobs.run('b', untilCancelled);
    jobs.cancel('a');
    expect(await Promise.all(same)).toEqual(['cancelled', 'cancelled']);
    const more = [jobs.run('c', async () => 'done'), jobs.run('c', untilCancelled)];
    expect(await more[0]).toBe('done');
    await jobs.end();
    expect(await Promise.all([other, more[1]])).toEqual(['cancelled', 'cancelled']);
  });
});
