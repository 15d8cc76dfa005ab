import { resolve } from 'node:path';
import { expect, it, vi } from 'vitest';
import { projectIn } from '../../../electron/main/asked-project';

vi.mock('electron', () => ({ app: {} }));

it.each([
  [['studio', '/shops/Shibuya/project.ramune'], '/shops/Shibuya'],
  [['studio', '--no-sandbox', 'Ueno/Shop.RAMUNE'], '/home/me/Ueno'],
  [['studio', 'file:///shops/Shin%20Osaka/%E5%BA%97.ramune'], '/shops/Shin Osaka'],
  [['studio', '/shops/Shibuya'], null],
  [['studio'], null],
])('finds the project among %j', (args, folder) => {
  expect(projectIn(args, '/home/me')).toBe(folder && resolve(folder));
});
