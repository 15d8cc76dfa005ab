import { dirname } from 'node:path';
import { ensureBuild } from './lib/bundle.mjs';
import { officialElectron } from './lib/electron.mjs';
import { checkNode } from './lib/node-version.mjs';
import { packageStudio } from './lib/package-studio.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { main, say, SetupError } from './lib/say.mjs';

/**
 * `npm run package [-- electron-builder's arguments]`: builds installers for this system into dist/. With
 * RAMUNE_UPDATES_URL, an https address, the studio looks there for newer ones when it is asked to; the files of dist/ go
 * there.
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
  const updates = process.env.RAMUNE_UPDATES_URL;
  // Only the connection vouches for what is installed then.
  if (updates && !updates.startsWith('https://'))
    throw new SetupError('RAMUNE_UPDATES_URL must begin with https://.');
  await ensureBuild();
  await packageStudio(dirname(path), process.argv.slice(2), updates);
  say('The installers are in dist/.');
});
