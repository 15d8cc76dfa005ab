import { beforeEach, expect, it, vi } from 'vitest';
import { addition, registration } from '../../../renderer/register/registration';

const world = vi.hoisted(() => ({ products: [] as { id: number; code: string }[], calls: [] as unknown[] }));

vi.mock('../../../renderer/register/register-store', () => ({ useRegister: { getState: () => world } }));
vi.mock('../../../renderer/engine/connection', () => ({
  call: async (name: string, args: unknown) => {
    world.calls.push([name, args]);
    if (name === 'products.edit') return { edit: 5 };
    return { id: 7, code: world.products[0]?.code ?? '', references: [{ id: 1 }, { id: 2 }] };
  },
}));

const photos = [{ path: 'a.jpg' }, { path: 'b.jpg' }];
const code = '4901234567894';
const coded = ['products.edit', { changes: [{ id: 7, fields: { code } }] }];
/** Another edit would take what else was undone from those that can be done again. */
const codeIs = (undone: boolean) => ['products.setUndone', { edit: 5, undone }];
const referencesAre = (removed: boolean) => [
  'registry.changeReferences',
  { changes: [1, 2].map((id) => ({ id, removed })) },
];

beforeEach(() => Object.assign(world, { products: [], calls: [] }));

/** What the engine is asked for when it is taken back and done again. */
async function backAndForth(given = ''): Promise<unknown[]> {
  const action = registration('Ramune', photos, given);
  await action.do();
  world.calls = [];
  await action.undo();
  await action.do();
  return world.calls;
}

it('takes a new product out and puts it back', async () => {
  const calls = [
    ['registry.remove', { id: 7 }],
    ['registry.restore', { id: 7 }],
  ];
  expect(await backAndForth()).toEqual(calls);
  expect(await backAndForth(code)).toEqual(calls);
});

it('takes only its first photos from a product of the list', async () => {
  world.products = [{ id: 7, code }];
  expect(await backAndForth()).toEqual([referencesAre(true), referencesAre(false)]);
  expect(await backAndForth(code)).toEqual([referencesAre(true), referencesAre(false)]);
});

it('takes the code it was given as well', async () => {
  world.products = [{ id: 7, code: '' }];
  expect(await backAndForth(code)).toEqual([
    referencesAre(true),
    codeIs(true),
    referencesAre(false),
    codeIs(false),
  ]);
});

it('adds photos, and a code where there is none, and takes back no more than that', async () => {
  for (const known of ['', '4512345678906']) {
    const action = addition({ id: 7, code: known, references: [{ id: 1 }] as never }, photos, code);
    world.calls = [];
    for (const step of [action.do, action.undo, action.do]) await step();
    const added = (removed: boolean) => ['registry.changeReferences', { changes: [{ id: 2, removed }] }];
    const withCode = (call: unknown) => (known ? [] : [call]);
    expect(world.calls).toEqual([
      ['registry.addPhotos', { id: 7, photos }],
      ...withCode(coded),
      added(true),
      ...withCode(codeIs(true)),
      added(false),
      ...withCode(codeIs(false)),
    ]);
  }
});
