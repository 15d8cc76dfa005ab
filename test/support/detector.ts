import { existsSync } from 'node:fs';
import { assetPath } from '../../electron/engine/assets';

/** Pass to `describe.skipIf`; says so once where it skips: the detector is fetched, and there may be no network. */
export function noDetector(): boolean {
  const missing = !haveDetector();
  // eslint-disable-next-line no-console
  if (missing) console.warn('Skipped: there is no build/assets/detector.onnx.');
  return missing;
}

function haveDetector(): boolean {
  try {
    return existsSync(assetPath('detector.onnx'));
  } catch {
    return false;
  }
}
