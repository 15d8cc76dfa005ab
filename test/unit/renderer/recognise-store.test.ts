import { beforeEach, expect, it, vi } from 'vitest';
import { StudioError } from '@shared/errors';

type Listener = (data: object) => void;
const heard = vi.hoisted(() => new Map<string, Listener>());
const [report, call] = vi.hoisted(() => [vi.fn(), vi.fn()]);
vi.mock('../../../renderer/engine/connection', () => ({
  call,
  on: (name: string, listener: Listener) => heard.set(name, listener),
  onConnect: () => {},
}));
vi.mock('../../../renderer/app/errors', () => ({ report, asStudioError: (error: unknown) => error }));

const { useRecognise } = await import('../../../renderer/recognise/recognise-store');
const { openProject } = await import('../../../renderer/app/project-store');
const watched = (code: string) =>
  heard.get('recognise.watched')!({ name: 'a.jpg', answer: null, problem: { code, message: 'So it is.' } });

beforeEach(() => report.mockReset());

it('says of a watched photo what the engine says', () => {
  watched('disk-full');
  expect(report.mock.calls).toEqual([[new StudioError('disk-full', 'So it is.', 'a.jpg')]]);
  expect(report.mock.calls[0][0]).toMatchObject({ code: 'disk-full', detail: 'a.jpg' });
});

it('asks for products where a watched photo finds none', () => {
  watched('no-products');
  expect(useRecognise.getState().noProducts).toBe(true);
  expect(report).not.toHaveBeenCalled();
});

it('lets go of a folder that was watched before the page was reloaded, and so is not known here', async () => {
  vi.stubGlobal('window', { studio: { rememberProject: async () => {} } });
  call.mockReset().mockResolvedValue({ folder: 'shop', name: 'Shop' });
  expect(useRecognise.getState().watched).toBe(null);
  await openProject('shop');
  expect(call).toHaveBeenCalledWith('recognise.watch', { folder: null, items: false });
});
