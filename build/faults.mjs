import { main } from './lib/say.mjs';
import { runTrial } from './lib/trial.mjs';

/**
 * `npm run -s faults -- [--rounds N] [--seed N] [--json]`: kills the engine and the whole studio in turn, in the middle of
 * their work, and prints what they were doing, what they had acknowledged and what was lost of that. Fails where anything was.
 */
await main(() =>
  runTrial({
    file: 'test/faults/faults.ts',
    options: { rounds: '200', seed: '1' },
    settings: ({ rounds, seed }) => ({ rounds: Number(rounds), seed: Number(seed) }),
    passed: ({ lost }) => lost.length === 0,
  }),
);
