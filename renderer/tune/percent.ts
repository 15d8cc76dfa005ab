import type { Interval } from '@shared/domain';

/** A share as the room writes it; a dash where there is nothing to take it from. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(1)}%`;

export const range = ({ low, high }: Interval): string => `${percent(low)}–${percent(high)}`;
