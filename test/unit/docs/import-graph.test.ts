import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const rooms = ['curate', 'train', 'tune', 'register', 'recognise', 'settings', 'sync'];

/** The diagrams of ARCHITECTURE.md, by the heading above each: lines such as `renderer --> shared`. */
const diagrams = new Map(
  [...read('ARCHITECTURE.md').matchAll(/^## ([^\n]+)\n(?:(?!^## )[^])*?^```mermaid\n([^]*?)^```/gm)].map(
    ([, heading, diagram]) => [
      heading,
      [...diagram.matchAll(/^ *(\w+) --> (\w+)$/gm)].map(([, a, b]) => `${a} --> ${b}`),
    ],
  ),
);
const sources = ['shared', 'electron', 'renderer', 'build'].flatMap(sourcesIn);

describe('the diagrams of ARCHITECTURE.md are the import graph', () => {
  it('of the folders', () => {
    expect(drawn('Rooms')).toEqual(graphOf(folderOf));
  });

  it('of the rooms in the window', () => {
    expect(drawn('The window')).toEqual(graphOf(roomOf));
  });
});

it('reads imports and re-exports of both kinds, by alias and by path', () => {
  const text = `
    import type { A } from '@shared/domain';
    export * from '../parts/Room';
    const later = () => import('./engine.mjs');
    // import x from '../not/this';`;
  expect(importsOf('renderer/app/App.tsx', text)).toEqual([
    'shared/domain',
    'renderer/parts/Room',
    'renderer/app/engine.mjs',
  ]);
});

function drawn(heading: string): string[] {
  const lines = diagrams.get(heading) ?? [];
  expect(new Set(lines).size, `arrows drawn twice under “${heading}”`).toBe(lines.length);
  return lines.sort();
}

/** `a --> b` wherever a file of group a imports one of group b. */
function graphOf(group: (path: string) => string | undefined): string[] {
  const edges = new Set<string>();
  for (const path of sources)
    for (const target of importsOf(path, read(path))) {
      const [from, to] = [group(path), group(target)];
      if (from && to && from !== to) edges.add(`${from} --> ${to}`);
    }
  return [...edges].sort();
}

/** What a file imports of this repository, as paths from its root. */
function importsOf(path: string, text: string): string[] {
  return ts
    .preProcessFile(text, true, true)
    .importedFiles.map(({ fileName }) => fileName.replace(/^@shared\//, `${root}/shared/`))
    .filter((name) => /^[./]/.test(name))
    .map((name) => relative(root, resolve(root, dirname(path), name)));
}

function folderOf(path: string): string | undefined {
  const [top, below] = path.split('/');
  if (below === undefined) return undefined;
  return top === 'electron' ? below : top;
}

function roomOf(path: string): string | undefined {
  const [top, room] = path.split('/');
  return top === 'renderer' && rooms.includes(room) ? room : undefined;
}

function sourcesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return sourcesIn(path);
    return /\.(tsx?|mjs)$/.test(entry.name) ? [path] : [];
  });
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}
