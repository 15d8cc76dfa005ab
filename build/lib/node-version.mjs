import { SetupError } from './say.mjs';

const oldest = [20, 19];

/** @throws {SetupError} when this Node.js is too old. */
export function checkNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  if (major > oldest[0] || (major === oldest[0] && minor >= oldest[1])) return;
  throw new SetupError(
    `Ramune Studio needs Node.js ${oldest.join('.')} or newer; this is ${version}. Get one at https://nodejs.org/.`,
  );
}
