import type { ProductChange } from '@shared/product';
import { performKept } from '../app/kept-edits';
import { call } from '../engine/connection';

export const editProducts = (changes: ProductChange[]): Promise<boolean> =>
  performKept('products', () => call('products.edit', { changes }));

export const removeProducts = (ids: number[]): Promise<boolean> =>
  performKept('products', () => call('products.remove', { ids }));
