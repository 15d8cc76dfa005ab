/**
 * Text as it is searched: full and half width, upper and lower case, hiragana and katakana are alike, and spaces do
 * not count.
 */
export function foldText(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - katakanaOffset))
    .replace(/\s/g, '')
    .normalize('NFC');
}

const katakanaOffset = 'ァ'.charCodeAt(0) - 'ぁ'.charCodeAt(0);
