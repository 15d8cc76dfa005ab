/** Article numbers under a bar code: GTIN-13 (JAN, EAN-13) and GTIN-8 (short JAN, EAN-8) of GS1. */

/** The last digit of a code: the sum of the others, weighted 3 and 1 in turn from the right, filled up to tens. */
export function checkDigit(digits: string): number {
  const sum = [...digits].reverse().reduce((total, digit, i) => total + Number(digit) * (i % 2 ? 1 : 3), 0);
  return (10 - (sum % 10)) % 10;
}

/** Whether it has 8 or 13 digits and ends with the right one. */
export function isGtin(code: string): boolean {
  return /^(\d{8}|\d{13})$/.test(code) && checkDigit(code.slice(0, -1)) === Number(code.at(-1));
}

/**
 * A code as it is kept: plain digits. Twelve digits are a UPC-A, or a code whose leading zero a spreadsheet took away:
 * both are the GTIN-13 with a zero in front.
 */
export function cleanGtin(text: string): string {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
  return /^\d{12}$/.test(digits) ? `0${digits}` : digits;
}
