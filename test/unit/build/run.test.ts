import { describe, expect, it } from 'vitest';
import { has, run } from '../../../build/lib/run.mjs';

const node = (code: string, options = {}) => run(process.execPath, ['-e', code], { quiet: true, ...options });

describe('run', () => {
  it('returns exit code and output', async () => {
    expect(await node('console.log("out"); console.error("err"); process.exit(3)')).toEqual({
      code: 3,
      output: expect.stringMatching(/^(out\nerr\n|err\nout\n)$/),
    });
  });

  it('stops a program at its time-out', async () => {
    const started = Date.now();
    expect((await node('setTimeout(() => {}, 60_000)', { timeout: 300 })).code).toBe(124);
    expect(Date.now() - started).toBeLessThan(10_000);
  });

  it('says when there is no such program', async () => {
    expect((await run('ramune-no-such-program', [], { quiet: true })).code).toBe(127);
    expect(await has('ramune-no-such-program')).toBe(false);
    expect(await has('node')).toBe(true);
  });
});
