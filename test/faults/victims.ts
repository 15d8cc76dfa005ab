import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as wait } from 'node:timers/promises';
import { answerDialogs } from '../../build/lib/drive.mjs';
import { launchStudio } from '../../build/lib/launch.mjs';
import { StudioError } from '@shared/errors';
import type { Client } from '@shared/rpc';
import type { EpochMetrics } from '@shared/training';
import { Random } from '../../shared/random';
import { enginePid, isRunning } from '../desktop/harness';
import { activities, type Told } from './activities';
import { engineClient, handlersOver } from './engine-client';

export interface Task {
  activity: string;
  project: string;
  /** Where new files may be put. */
  folder: string;
  round: number;
  /** How long it is left to it from when the project is open, milliseconds. */
  after: number;
  hear(told: Told): void;
}

/** Kills a process of its own that runs the engine. */
export async function killEngine({ activity, project, folder, round, after, hear }: Task): Promise<void> {
  const args = ['build/lib/worker.mjs', 'test/faults/worker.ts', activity, project, folder, String(round)];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const lines = createInterface({ input: child.stdout });
  const read = once(lines, 'close');
  const ready = new Promise<void>((resolve) =>
    lines.on('line', (line) => {
      const told = JSON.parse(line) as Told;
      hear(told);
      if (told.state === 'ready') resolve();
    }),
  );
  await Promise.race([ready, ended]);
  await Promise.race([wait(after), ended]);
  child.kill('SIGKILL');
  const [code, signal] = (await ended) as [number | null, string | null];
  await read;
  if (signal !== 'SIGKILL')
    throw new Error(`The worker ended by itself while it should ${activity} (${code}).`);
}

/**
 * Kills a studio in whose window the project is open: its main process and its engine at once; Chromium's helpers end with
 * them. The next one begins with the user data that it left.
 */
export const killStudio =
  (electron: string, userData: string) =>
  async (task: Task): Promise<void> => {
    const { app, page } = await launchStudio({ electron, userData, env: { LANGUAGE: 'en' } });
    const client = await engineClient(page);
    await answerDialogs(app, [task.project]);
    await page.getByTestId('open-project').click();
    await page.getByTestId('photo').first().waitFor();
    const [studio, engine] = [app.process(), (await enginePid(app))!];
    const gone = once(studio, 'exit');
    await Promise.race([wait(task.after), work(client, task)]);
    studio.kill('SIGKILL');
    process.kill(engine, 'SIGKILL');
    client.abandon();
    await gone;
    while (isRunning(engine)) await wait(20);
  };

/** Never ends, but where the studio refuses something. */
async function work(client: Client, { activity, hear, folder, round }: Task): Promise<void> {
  const random = new Random(round, 2);
  const handlers = handlersOver(client);
  const nextEpoch = () =>
    new Promise<EpochMetrics>((resolve) => {
      const stop = client.on('train.epoch', (metrics) => {
        stop();
        resolve(metrics);
      });
    });
  try {
    await activities[activity]({ handlers, tell: hear, folder, round, random, nextEpoch });
  } catch (error) {
    if (!(error instanceof StudioError && error.code === 'engine-gone')) throw error;
  }
}
