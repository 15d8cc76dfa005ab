#!/usr/bin/env node
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ensureBuild } from './lib/bundle.mjs';
import { checkNode } from './lib/node-version.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { main } from './lib/say.mjs';

/** `ramune`: the studio without a window. */
await main(async () => {
  checkNode();
  await ensurePackages();
  await ensureBuild();
  await import(pathToFileURL(join(root, 'out/main/cli.cjs')));
});
