import { InvalidArgumentError } from 'commander';

/** Parsers of options: what is no such number is wrong usage, and never NaN. */

/** Of a whole number of at least `least`. */
export function wholeNumber(least: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && Number.isSafeInteger(value)) return value;
    throw new InvalidArgumentError(`It is a whole number of at least ${least}.`);
  };
}

/** A share or a score: from 0 to 1, with a point. */
export function share(text: string): number {
  const value = Number(text);
  if (text.trim() && value >= 0 && value <= 1) return value;
  throw new InvalidArgumentError('It is a number from 0 to 1, such as 0.95.');
}
