import { describe, expect, it, vi } from 'vitest';
import type { Product } from '../../../shared/domain';
import { Deferred } from '../../../renderer/engine/deferred';
import {
  addFiles,
  finishPhotos,
  isReady,
  knownProduct,
  leaveWizard,
  openWizard,
  saveProduct,
  takePhoto,
  useWizard,
} from '../../../renderer/register/wizard/wizard-store';

const engine = vi.hoisted(() => ({ call: vi.fn() }));
vi.mock('../../../renderer/engine/connection', () => ({ ...engine, on: () => {}, onConnect: () => {} }));
vi.mock('../../../renderer/app/errors', () => ({ attempt: (work: () => Promise<unknown>) => work() }));

describe('the code of a product', () => {
  it('may be typed digit by digit, in any width', () => {
    const ready = (code: string) => isReady({ name: 'Tea', code });
    for (const code of ['', '4901234567894', '４９０１２３４５６７８９４', '490-1234-567894', '012345678905'])
      expect(ready(code)).toBe(true);
    for (const code of ['490123456789', '4901234567895', 'tea']) expect(ready(code)).toBe(false);
  });

  it('finds the product that has it, however it is written', () => {
    const tea = { name: 'Tea', code: '0012345678905' } as Product;
    expect(knownProduct([tea], '', '012345678905')).toBe(tea);
    expect(knownProduct([tea], '', ' ')).toBeUndefined();
  });
});

describe('a wizard that is closed before the engine has answered', () => {
  const lookalike = { photoId: 'p', nearest: { productId: 7 } };

  /** Leaves for the next product in the middle of `work`; what the engine was asked, and what became of the next. */
  async function leaveDuring(work: () => Promise<void>, answer: unknown) {
    const answered = new Deferred<unknown>();
    engine.call.mockReset().mockReturnValueOnce(answered.promise);
    openWizard();
    useWizard.setState({ step: 'photos', name: 'Tea', photos: { front: 'p' } });
    const worked = work();
    openWizard();
    const next = useWizard.getState();
    answered.resolve(answer);
    await worked;
    expect(useWizard.getState()).toEqual(next);
    return engine.call.mock.calls.map(([name]) => String(name));
  }

  it('asks and saves nothing more', async () => {
    expect(await leaveDuring(finishPhotos, { lookalike })).toEqual(['registry.lookalike']);
    expect(await leaveDuring(finishPhotos, { lookalike: null })).toEqual(['registry.lookalike']);
    expect(await leaveDuring(saveProduct, { id: 1 })).toEqual(['registry.register']);
  });

  it('gives no photo to the next product', async () => {
    expect(await leaveDuring(() => takePhoto(new Uint8Array()), { photoId: 'q' })).toEqual([
      'recognise.keep',
    ]);
    expect(await leaveDuring(() => addFiles(['a.jpg']), [{ photoId: 'q' }])).toEqual(['registry.preview']);
  });
});

it('asks before photos that are not saved are left, and only then', () => {
  const leave = (state: Partial<ReturnType<typeof useWizard.getState>>) => {
    openWizard();
    useWizard.setState(state);
    leaveWizard();
    const { step, photos, leaving } = useWizard.getState();
    return { step, photos, leaving };
  };
  const photos = { front: 'p' };
  const closed = { step: null, photos: {}, leaving: false };
  expect(leave({ step: 'photos', photos })).toEqual({ step: 'photos', photos, leaving: true });
  expect(leave({ step: 'who', photos })).toEqual({ step: 'who', photos, leaving: true });
  expect(leave({ step: 'try', photos })).toEqual(closed);
  expect(leave({ step: 'photos' })).toEqual(closed);
});
