import type { RunSummary } from '@shared/training';

/** Runs that are shown until others are asked for: a project gathers hundreds. */
export const newestRuns = 20;

/** Runs that have every word of `text` in their recipe's name, tags, notes, head, classes or status, in any case. */
export function searchRuns(runs: readonly RunSummary[], text: string): RunSummary[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return runs.filter((run) => {
    const { name, head } = run.recipe;
    const all = [name, head.kind, run.status, run.engine, run.notes, ...run.tags, ...run.classes]
      .join('\n')
      .toLowerCase();
    return words.every((word) => all.includes(word));
  });
}
