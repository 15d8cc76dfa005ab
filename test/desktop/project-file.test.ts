import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../../electron/engine/engine';
import { openStudio, type Studio } from './harness';

/** What happens when a file manager opens a project's `.ramune` file with the studio. */
describe('a project file', () => {
  let root: string;
  let studio: Studio;
  const at = (testId: string) => studio.page.getByTestId(testId);
  const fileOf = (name: string) => join(root, name, 'project.ramune');
  /** The file manager starts the studio once more; that one leaves and the first is told. */
  const openAgain = (file: string) =>
    studio.app.evaluate(({ app }, path) => app.emit('second-instance', {}, ['studio', path], '/'), file);

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'ramune-files-'));
    const { handlers, close } = createEngine(() => {});
    for (const name of ['first', 'second']) await handlers['project.create']({ folder: join(root, name) });
    await close();
    studio = await openStudio({ LANG: 'en_US.UTF-8', LANGUAGE: 'en' }, [], [fileOf('first')]);
  });
  afterAll(async () => {
    await studio?.close();
    await rm(root, { recursive: true, force: true });
  });

  it('opens its project as the studio starts', async () => {
    await at('nav-curate').waitFor();
    await studio.page.getByText('first', { exact: true }).waitFor();
  });

  it('leaves the project that is open, and says how to open the other', async () => {
    await openAgain(fileOf('second'));
    await at('close-first').waitFor();
    expect(await at('close-first').innerText()).toContain(join(root, 'second'));
    await studio.screenshot('close-first');
    await studio.page.getByText('Close project', { exact: true }).click();
    await at('open-project').waitFor();
    await openAgain(fileOf('second'));
    await studio.page.getByText('second', { exact: true }).waitFor();
  });
});
