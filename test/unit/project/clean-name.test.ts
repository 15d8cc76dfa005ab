import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cleanName, nameOfFolder } from '../../../electron/engine/project/clean-name';

describe('names', () => {
  it('are the same however a computer spells them', () => {
    const composed = '\u30ac\u30e0'; // ガム
    const decomposed = '\u30ab\u3099\u30e0'; // as macOS hands it out
    expect(cleanName(decomposed)).toBe(cleanName(` ${composed}\u3000`));
  });

  it('have to say something', () => {
    for (const blank of ['', ' ', '\t\n', '\u3000']) {
      expect(() => cleanName(blank)).toThrow(expect.objectContaining({ code: 'bad-request' }));
      expect(nameOfFolder(blank)).toBeNull();
    }
  });

  it('stay as they are once clean', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (name) => {
        const clean = nameOfFolder(name);
        if (clean !== null) expect(cleanName(clean)).toBe(clean);
      }),
    );
  });
});
