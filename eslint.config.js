import prettier from 'eslint-config-prettier';
import tseslint from 'typescript-eslint';

/** The rooms have doors: which folder may not import which. */
const closed = (files, patterns, message) => ({
  files,
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: patterns, message }] }] },
});

export default tseslint.config(
  { ignores: ['out', 'dist', '.cache', 'node_modules'] },
  ...tseslint.configs.recommended,
  {
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 80, skipBlankLines: true, skipComments: true }],
      eqeqeq: ['error', 'smart'],
      'no-console': 'error',
    },
  },
  {
    files: ['build/**', 'electron/cli/**', 'electron/engine/bundle/runners/**', 'test/bench/**'],
    rules: { 'no-console': 'off' },
  },
  { files: ['**/*.cjs'], rules: { '@typescript-eslint/no-require-imports': 'off' } },
  { files: ['test/**', 'renderer/**/*.tsx'], rules: { 'max-lines-per-function': 'off' } },
  closed(
    ['renderer/**'],
    ['**/electron/**', 'electron', 'node:*'],
    'The window meets the rest of the studio only in shared/.',
  ),
  closed(
    ['shared/**'],
    ['**/electron/**', '**/renderer/**', 'electron', 'node:*'],
    'shared/ stays pure: no Node, no Electron, no rooms.',
  ),
  closed(
    ['electron/main/**', 'electron/preload/**'],
    ['**/engine/**', '**/cli/**'],
    'main starts the engine, it never imports it.',
  ),
  closed(
    ['electron/engine/**'],
    ['**/main/**', '**/preload/**', '**/cli/**', 'electron'],
    'The engine runs without a window.',
  ),
  closed(
    ['electron/cli/**'],
    ['**/main/**', '**/preload/**', 'electron'],
    'The command line imports the engine only.',
  ),
  prettier,
);
