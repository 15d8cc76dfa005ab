/** SQLite takes so many values in one statement; a row of ours has at most sixteen. */
const atOnce = 500;

/** Rows, or ids, in parts that one statement takes. */
export function* inParts<T>(all: readonly T[]): Generator<T[]> {
  for (let start = 0; start < all.length; start += atOnce) yield all.slice(start, start + atOnce);
}
