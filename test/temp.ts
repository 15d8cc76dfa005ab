import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whatever tests and the programs they start put into the system's folder for temporary files goes away with the run. */
export default function setup(): () => void {
  const folder = mkdtempSync(join(tmpdir(), 'ramune-test-'));
  // PostgreSQL refuses to run as root, so its server may be another user's: it passes through here.
  chmodSync(folder, 0o755);
  for (const name of ['TMPDIR', 'TEMP', 'TMP']) process.env[name] = folder;
  return () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
}
