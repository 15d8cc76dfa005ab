/** A share as reports and the command line write it; a dash where there is nothing to take it from. */
export const percent = (share: number | null): string =>
  share === null ? '–' : `${(share * 100).toFixed(1)} %`;
