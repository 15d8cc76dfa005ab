import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const alias = { '@shared': resolve('shared') };

// `import()` stays lazy as `require`: Electron 25's own does not look into the archive.
const output = { format: 'cjs' as const, entryFileNames: '[name].cjs', dynamicImportInCjs: false };

/** A Node-side bundle: CommonJS for Node 18, the oldest runtime we start on (Electron 25). */
const nodeBundle = (outDir: string, input: Record<string, string>) => ({
  resolve: { alias },
  build: {
    outDir,
    target: 'node18',
    externalizeDeps: { exclude: ['zod', 'kysely', 'commander', 'cli-progress'] },
    rollupOptions: { input, output },
  },
});

export default defineConfig({
  // The engine and the command line are Node programs like main, so they are built with it.
  main: nodeBundle('out/main', {
    index: resolve('electron/main/index.ts'),
    engine: resolve('electron/engine/index.ts'),
    cli: resolve('electron/cli/index.ts'),
  }),
  preload: nodeBundle('out/preload', { index: resolve('electron/preload/index.ts') }),
  renderer: {
    root: 'renderer',
    resolve: { alias },
    plugins: [react()],
    build: {
      outDir: 'out/renderer',
      target: 'chrome114',
      rollupOptions: { input: resolve('renderer/index.html') },
    },
  },
});
