#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/bundle.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

// npm runs scripts in the repository; paths on the command line are meant from where the user is.
if (process.env.npm_lifecycle_event === 'ramune') process.chdir(process.env.INIT_CWD);

/** `ramune`: the studio without a window. */
await main(async () => {
  checkNode();
  await ensurePackages();
  await ensureBuild();
  await import(pathToFileURL(join(root, 'out/main/cli.cjs')));
});
