import { beforeEach, expect, it, vi } from 'vitest';
import { forgetHistory, redo, undo, useHistory } from '../../../renderer/app/undo';
import { teach } from '../../../renderer/recognise/teach';

const engine = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../../../renderer/engine/connection', () => engine);
vi.mock('../../../renderer/app/errors', () => ({ attempt: (work: () => Promise<unknown>) => work() }));
vi.mock('../../../renderer/app/notices', () => ({ notifyDone: () => {} }));
vi.mock('../../../renderer/i18n', () => ({ t: (key: string) => key }));

beforeEach(() => {
  forgetHistory();
  engine.call.mockReset();
});
const taught = async (answer: object) => {
  engine.call.mockResolvedValueOnce(answer);
  await teach(Promise.resolve('p'), null, 'Not a product');
  engine.call.mockClear();
};

it('takes back the edit that made a photo no product, and does it again', async () => {
  await taught({ references: [], edit: 7 });
  await undo();
  await redo();
  expect(engine.call.mock.calls).toEqual([
    ['photos.setUndone', { edit: 7, undone: true }],
    ['photos.setUndone', { edit: 7, undone: false }],
  ]);
});

it('has nothing to take back where the photo was that already', async () => {
  await taught({ references: [], edit: null });
  expect(useHistory.getState().past).toEqual([]);
});
