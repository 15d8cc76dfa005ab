/** Milliseconds, over all rounds. */
export interface Times {
  min: number;
  median: number;
}

/**
 * Measures one after another, round after round, so that what else the machine does hits all alike. Each of `measures`
 * returns milliseconds; the first `warmUps` rounds do not count.
 */
export async function interleaved(
  measures: Record<string, () => Promise<number>>,
  rounds: number,
  warmUps: number,
): Promise<Record<string, Times>> {
  const all = Object.entries(measures).map(([name, measure]) => ({ name, measure, times: [] as number[] }));
  for (let round = 0; round < warmUps + rounds; round++)
    for (const { measure, times } of all) times.push(await measure());
  return Object.fromEntries(all.map(({ name, times }) => [name, timesOf(times.slice(warmUps))]));
}

function timesOf(times: number[]): Times {
  const sorted = times.sort((a, b) => a - b);
  return { min: rounded(sorted[0]), median: rounded(sorted[sorted.length >> 1]) };
}

const rounded = (value: number) => Number(value.toPrecision(4));

/** Ours divided by theirs, of the shortest times; `null` where either was not measured. */
export function ratio(ours: Times | undefined, theirs: Times | undefined): number | null {
  return ours && theirs ? rounded(ours.min / theirs.min) : null;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
