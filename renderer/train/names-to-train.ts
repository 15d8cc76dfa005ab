import type { PhotoClass } from '@shared/domain';

/** Names of the products that have photos and are not left out. */
export const namesToTrain = (classes: readonly PhotoClass[], without: readonly string[]): string[] =>
  classes
    .filter(({ kind, count, name }) => kind === 'product' && count > 0 && !without.includes(name))
    .map(({ name }) => name);
