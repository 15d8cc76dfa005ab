import { dirname, join } from 'node:path';
import { ensureBuild } from './lib/bundle.mjs';
import { officialElectron } from './lib/electron.mjs';
import { checkNode } from './lib/node-version.mjs';
import { packageStudio } from './lib/package-studio.mjs';
import { ensurePackages } from './lib/packages.mjs';
import { root } from './lib/paths.mjs';
import { main, say, SetupError } from './lib/say.mjs';
import { packTensorFlow } from './lib/tensorflow/archive.mjs';

/**
 * `npm run package [-- electron-builder's arguments]`: builds installers for this system into dist/. With
 * RAMUNE_UPDATES_URL, an https address, the studio looks there for newer ones when it is asked to, and, where
 * `npm run setup:tensorflow` has been run here, fetches TensorFlow from there; the files of dist/ go there.
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
  const tensorflow = updates && (await packTensorFlow(join(root, 'dist'), withSlash(updates)));
  await packageStudio(dirname(path), process.argv.slice(2), { updates, tensorflow });
  say('The installers are in dist/.');
});

function withSlash(address) {
  return address.endsWith('/') ? address : `${address}/`;
}
