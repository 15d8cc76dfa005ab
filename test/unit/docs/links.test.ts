import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');
const markdown = async (folder: string) =>
  (await readdir(resolve(root, folder)))
    .filter((name) => name.endsWith('.md'))
    .map((name) => `${folder}/${name}`);
const files = (await Promise.all(['.', 'docs', 'test/bench', 'build/backbone'].map(markdown))).flat();

/** As GitHub makes them of headings. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');

describe.each(files)('%s', (file) => {
  it('links to what is there', async () => {
    const text = await readFile(resolve(root, file), 'utf8');
    const links = [...text.matchAll(/\]\(([^)\s]+)\)/g)].map(([, link]) => link);
    for (const link of links.filter((one) => !/^[a-z]+:/.test(one))) {
      const [path, anchor] = link.split('#');
      const target = path ? resolve(root, dirname(file), path) : resolve(root, file);
      expect(existsSync(target), link).toBe(true);
      if (!anchor) continue;
      const headings = [...(await readFile(target, 'utf8')).matchAll(/^#+ (.+)$/gm)].map(([, one]) =>
        anchorOf(one),
      );
      expect(headings, link).toContain(anchor);
    }
  });

  it('names commands that package.json has', async () => {
    const text = await readFile(resolve(root, file), 'utf8');
    const { scripts } = JSON.parse(await readFile(resolve(root, 'package.json'), 'utf8')) as {
      scripts: object;
    };
    const named = [...text.matchAll(/npm run (?:-s )?([\w:]+)/g)].map(([, name]) => name);
    for (const name of named) expect(Object.keys(scripts), name).toContain(name);
  });
});
