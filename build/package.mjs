import { dirname } from 'node:path';
import { ensureBuild } from './lib/bundle.mjs';
import { officialElectron } from './lib/electron.mjs';
import { checkNode } from './lib/node-version.mjs';
import { packageStudio } from './lib/package-studio.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main, say, SetupError } from './lib/say.mjs';

/**
 * `npm run package [-- electron-builder's arguments]`: builds installers for this system into dist/.
 */
await main(async () => {
  checkNode();
  await ensurePackages();
  const { path, reason } = await officialElectron();
  if (!path)
    throw new SetupError(
      `${reason} Installers are made with the official Electron alone; the one that \`npm start\` falls back to ` +
        'is never packaged. Run this where github.com can be reached.',
    );
  await ensureBuild();
  await packageStudio(dirname(path), process.argv.slice(2));
  say('The installers are in dist/.');
});
