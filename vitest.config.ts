import { resolve } from 'node:path';
import { defineConfig } from 'vitest/config';

const project = (name: string, timeout: number, options = {}) => ({
  extends: true as const,
  test: {
    name,
    include: [`test/${name}/**/*.test.ts`],
    testTimeout: timeout,
    hookTimeout: timeout,
    ...options,
  },
});

export default defineConfig({
  resolve: { alias: { '@shared': resolve('shared') } },
  test: {
    pool: 'forks',
    // Two cores: files one after another, so that timings and the one display are not fought over.
    fileParallelism: false,
    projects: [
      project('unit', 20_000, { globalSetup: 'test/temp.ts' }),
      project('engine', 600_000, { globalSetup: ['test/temp.ts', 'test/engine/setup.ts'] }),
      project('desktop', 600_000, { globalSetup: ['test/temp.ts', 'test/desktop/setup.ts'] }),
    ],
  },
});
