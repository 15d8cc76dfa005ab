const longest = 255;

/** A name like `name` that is not taken: “Tea (2)”. */
export function freeName(name: string, isTaken: (name: string) => boolean): string {
  for (let n = 2; ; n++) {
    const ending = ` (${n})`;
    const other = name.slice(0, longest - ending.length) + ending;
    if (!isTaken(other)) return other;
  }
}
