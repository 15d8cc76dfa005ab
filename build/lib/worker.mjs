import { importTypescript } from './import-typescript.mjs';

/** Runs a TypeScript file's default export in a process of its own: `node worker.mjs FILE ARGUMENTS…`. */
const [path, ...args] = process.argv.slice(2);
await (
  await importTypescript(path)
)(...args);
