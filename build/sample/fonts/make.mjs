/**
 * Makes glyphs.json: the outlines of the characters that words.ts uses, from freely licensed fonts (see NOTICE).
 *   node build/sample/fonts/make.mjs
 * Fetches the font packages and opentype.js into a temporary folder; nothing of them is needed afterwards.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const unitsPerEm = 120;
const here = import.meta.dirname;
const faces = JSON.parse(readFileSync(join(here, 'faces.json'), 'utf8'));
const words = readFileSync(join(here, '../words.ts'), 'utf8');
const ascii = Array.from({ length: 94 }, (_, i) => String.fromCodePoint(0x21 + i));
const characters = [...new Set([...ascii, ...words].filter((c) => c > ' '))].sort();

/** SVG path in whole units, y down, relative moves to stay short. */
function outline(glyph) {
  let [x, y] = [0, 0];
  const relative = (px, py) => {
    const [dx, dy] = [Math.round(px) - x, Math.round(py) - y];
    return `${dx} ${dy}`;
  };
  const closed = { M: 'zm', L: 'l', Q: 'q', C: 'c' };
  return glyph
    .getPath(0, 0, unitsPerEm)
    .commands.filter((c) => c.type !== 'Z')
    .map((c) => {
      const points = [
        ...('x2' in c ? [relative(c.x1, c.y1), relative(c.x2, c.y2)] : []),
        ...('x1' in c && !('x2' in c) ? [relative(c.x1, c.y1)] : []),
        relative(c.x, c.y),
      ];
      [x, y] = [Math.round(c.x), Math.round(c.y)];
      return closed[c.type] + points.join(' ');
    })
    .join('')
    .replaceAll('l0 0', '')
    .replaceAll(' -', '-')
    .replace(/^z(.*)$/, '$1z');
}

const folder = mkdtempSync(join(tmpdir(), 'glyphs-'));
try {
  const packages = Object.values(faces).map((f) => `${f.package}@${f.version}`);
  execFileSync(
    'npm',
    ['install', '--no-save', '--ignore-scripts', '--prefix', folder, 'opentype.js@2.0.0', ...packages],
    { stdio: 'inherit' },
  );
  const opentype = createRequire(join(folder, 'package.json'))('opentype.js');
  const glyphs = {};
  for (const [name, face] of Object.entries(faces)) {
    const bytes = readFileSync(join(folder, 'node_modules', face.package, face.file));
    const font = opentype.parse(new Uint8Array(bytes).buffer);
    const present = characters.filter((c) => font.charToGlyphIndex(c) > 0);
    glyphs[name] = Object.fromEntries(
      present.map((c) => {
        const glyph = font.charToGlyph(c);
        return [c, [Math.round((glyph.advanceWidth / font.unitsPerEm) * unitsPerEm), outline(glyph)]];
      }),
    );
  }
  writeFileSync(join(here, 'glyphs.json'), JSON.stringify(glyphs));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
