import nodeBundle from './runners/node/bundle.mjs?raw';
import nodeMatch from './runners/node/match.mjs?raw';
import nodePackage from './runners/node/package.json?raw';
import nodeRunner from './runners/node/recognise.mjs?raw';
import pythonRunner from './runners/python/recognise.py?raw';
import pythonPackages from './runners/python/requirements.txt?raw';
import type { BundleFile } from './manifest';

/** Programs that recognise with a bundle and nothing of the studio. */
export function runnerFiles(): BundleFile[] {
  const files = {
    'python/recognise.py': pythonRunner,
    'python/requirements.txt': pythonPackages,
    'node/recognise.mjs': nodeRunner,
    'node/bundle.mjs': nodeBundle,
    'node/match.mjs': nodeMatch,
    'node/package.json': nodePackage,
  };
  return Object.entries(files).map(([path, content]) => ({ path, data: Buffer.from(content) }));
}
