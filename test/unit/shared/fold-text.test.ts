import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldText } from '../../../shared/fold-text';

describe('text that is searched', () => {
  it('is alike in any kana, width and case', () => {
    const alike = (...texts: string[]) => expect(new Set(texts.map(foldText)).size).toBe(1);
    alike('メロンソーダ', 'めろんそーだ', 'ﾒﾛﾝｿｰﾀﾞ', 'メロン ソーダ');
    alike('COLA 500ml', 'ｃｏｌａ　５００ｍｌ', 'cola500ML');
    alike('ヴァンヴェール', 'ゔぁんゔぇーる');
    alike('か゛', 'が');
    expect(foldText('はと')).not.toBe(foldText('ばと'));
  });

  it('stays the same when it is folded again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(foldText(foldText(text))).toBe(foldText(text));
      }),
    );
  });
});
