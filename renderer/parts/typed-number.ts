/** What has been typed into a field as a number; `undefined` while it is none, as `-` or nothing at all. */
export function typedNumber(typed: string | number): number | undefined {
  const value = typed === '' ? NaN : Number(typed);
  return Number.isNaN(value) ? undefined : value;
}
