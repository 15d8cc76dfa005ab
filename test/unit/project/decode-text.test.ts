import { expect, it } from 'vitest';
import { decodeText } from '../../../electron/engine/products/csv/decode-text';

const utf16 = (text: string) => Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);

it('reads what spreadsheets write', () => {
  expect(decodeText(Buffer.from('\ufeff緑茶')).text).toBe('緑茶');
  expect(decodeText(utf16('緑茶')).text).toBe('緑茶');
  expect(decodeText(Buffer.from([0x97, 0xce, 0x92, 0x83])).text).toBe('緑茶');
});

it('says what it can read where a file is cut off, or is no text', () => {
  const cut = utf16('緑茶').subarray(0, 5);
  for (const bytes of [cut, Buffer.from([0x80, 0xff, 0xfd])])
    expect(() => decodeText(bytes)).toThrow(expect.objectContaining({ code: 'bad-request' }));
});
