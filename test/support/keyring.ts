import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { ensurePrograms } from '../../build/lib/debian.mjs';

const programs = {
  'dbus-daemon': 'dbus-daemon',
  'gnome-keyring-daemon': 'gnome-keyring',
  'secret-tool': 'libsecret-tools', // for the library that it comes with
};

/** A desktop's keyring. */
export interface Keyring {
  /** For the programs that are to use it. */
  env: Record<string, string>;
  stop(): boolean;
}

/** Why there can be no keyring here, or `null` where one can be started; fetches what is missing. */
export async function whyNoKeyring(): Promise<string | null> {
  if (process.platform !== 'linux') return 'GNOME’s keyring is for Linux.';
  return ensurePrograms(programs).then(
    () => null,
    (error: Error) => error.message,
  );
}

/** Starts GNOME's keyring, unlocked, on a bus of its own; `folder` is where it keeps what it is given. */
export async function startKeyring(folder: string): Promise<Keyring> {
  const runtime = join(folder, 'runtime');
  await mkdir(runtime, { recursive: true, mode: 0o700 });
  const bus = spawn('dbus-daemon', ['--session', '--nofork', '--print-address'], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const env = {
    DBUS_SESSION_BUS_ADDRESS: await firstLine(bus),
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_RUNTIME_DIR: runtime,
  };
  // It leaves a daemon behind, which ends with its bus.
  const starter = spawn('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env: { ...process.env, ...env },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  starter.stdin.end('the password');
  await once(starter, 'exit');
  return { env, stop: () => bus.kill() };
}

/** What a program says once it is ready. */
async function firstLine({ stdout }: ChildProcess): Promise<string> {
  for await (const line of createInterface(stdout!)) return line;
  throw new Error('It ended without a word.');
}
