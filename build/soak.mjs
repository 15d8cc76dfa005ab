import { main } from './lib/say.mjs';
import { runTrial } from './lib/trial.mjs';

/**
 * `npm run -s soak -- [--minutes N] [--json]`: uses the real studio in a loop and prints each process's memory after the
 * warm-up and at the end. Fails where one has grown by more than a tenth.
 */
await main(() =>
  runTrial({
    file: 'test/soak/soak.ts',
    options: { minutes: '10' },
    settings: ({ minutes }) => ({ minutes: Number(minutes) }),
    passed: ({ flat }) => flat,
  }),
);
