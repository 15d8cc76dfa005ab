import { flipFuses, FuseV1Options, FuseVersion } from '@electron/fuses';
import { _electron, type ElectronApplication } from 'playwright-core';
import { sandboxFlags } from '../../../build/lib/sandbox.mjs';

/**
 * Starts a packed studio for a test to drive, over the inspector that it otherwise does not have.
 * @param program what runs
 * @param executablePath what is started for that, where it is another
 */
export async function launchPacked(
  program: string,
  env: Record<string, string>,
  executablePath = program,
): Promise<ElectronApplication> {
  await flipFuses(program, {
    version: FuseVersion.V1,
    [FuseV1Options.EnableNodeCliInspectArguments]: true,
  });
  return _electron.launch({
    executablePath,
    args: sandboxFlags(),
    env: { ...process.env, ...env } as Record<string, string>,
  });
}
