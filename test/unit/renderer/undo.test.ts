import { beforeEach, expect, it, vi } from 'vitest';
import { type Action, forgetHistory, perform, redo, undo } from '../../../renderer/app/undo';

vi.mock('../../../renderer/app/errors', () => ({ attempt: (work: () => Promise<unknown>) => work() }));

beforeEach(forgetHistory);

/** An edit that an engine takes its time over, and writes down when it is done. */
function slowly(name: string, said: string[]): Action {
  const say = (what: string) => async () => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    said.push(what);
  };
  return { do: say(name), undo: say(`no ${name}`) };
}

it('takes back the last edit, although the engine has not answered to it yet', async () => {
  const said: string[] = [];
  await perform(slowly('draw', said));
  void perform(slowly('delete', said));
  await undo();
  expect(said).toEqual(['draw', 'delete', 'no delete']);
});

it('remembers nothing where there was nothing to do', async () => {
  const said: string[] = [];
  for (const name of ['draw', 'move']) await perform(slowly(name, said));
  await undo();
  await perform({ ...slowly('nothing', said), isEmpty: () => true });
  await redo();
  expect(said).toEqual(['draw', 'move', 'no move', 'nothing', 'move']);
});

it('takes back one edit a key, however fast they are pressed', async () => {
  const said: string[] = [];
  for (const name of ['draw', 'move']) await perform(slowly(name, said));
  await Promise.all([undo(), undo(), redo()]);
  expect(said).toEqual(['draw', 'move', 'no move', 'no draw', 'draw']);
});
