import type { Product } from '@shared/domain';
import { foldText } from '@shared/fold-text';
import { type Container, isActiveOn, type ProductField } from '@shared/product';

/** Which products the table shows, and in what order. */

export const states = ['any', 'active', 'inactive', 'withoutPhotos'] as const;
export type State = (typeof states)[number];

export interface TableView {
  text: string;
  /** `null`: any. */
  category: string | null;
  container: Container | null;
  state: State;
  sort: { field: ProductField; descending: boolean };
}

export const wholeTable: TableView = {
  text: '',
  category: null,
  container: null,
  state: 'any',
  sort: { field: 'name', descending: false },
};

/** `today`: an ISO day. */
export function visibleProducts(products: readonly Product[], view: TableView, today: string): Product[] {
  const words = view.text.split(/\s+/).map(foldText).filter(Boolean);
  return products
    .filter(
      (product) =>
        words.every((word) => searchText(product).includes(word)) &&
        (view.category === null || product.category === view.category) &&
        (view.container === null || product.container === view.container) &&
        isInState(product, view.state, today),
    )
    .sort(orderOf(view.sort));
}

/** Categories that are in use, sorted. */
export const categoriesOf = (products: readonly Product[]): string[] =>
  [...new Set(products.map(({ category }) => category).filter(Boolean))].sort(collator.compare);

function isInState(product: Product, state: State, today: string): boolean {
  if (state === 'any') return true;
  if (state === 'withoutPhotos') return product.references.length === 0;
  return isActiveOn(product, today) === (state === 'active');
}

const texts = new WeakMap<Product, string>();

/** Made once a product: folding ten thousand of them at every key would be felt. */
function searchText(product: Product): string {
  const known = texts.get(product);
  if (known !== undefined) return known;
  const { name, reading, maker, code, tags } = product;
  const text = [name, reading, maker, code, ...tags].map(foldText).join('\n');
  texts.set(product, text);
  return text;
}

const collator = new Intl.Collator('ja', { numeric: true, sensitivity: 'base' });

/** Products without a value come last, either way round; equal ones are by name. */
function orderOf({ field, descending }: TableView['sort']) {
  const sign = descending ? -1 : 1;
  return (a: Product, b: Product): number => {
    const [x, y] = [sortKey(a, field), sortKey(b, field)];
    if ((x === '') !== (y === '')) return x === '' ? 1 : -1;
    return sign * compare(x, y) || collator.compare(a.name, b.name);
  };
}

const compare = (x: string | number, y: string | number): number =>
  typeof x === 'number' && typeof y === 'number' ? x - y : collator.compare(String(x), String(y));

/** A name is sorted by its reading, as in a Japanese index. */
function sortKey(product: Product, field: ProductField): string | number {
  const value = field === 'name' ? product.reading || product.name : product[field];
  return Array.isArray(value) ? value.join(' ') : (value ?? '');
}

/** The rows to draw, with the one that is edited wherever it is, so that what was typed is kept; -1: none is. */
export const withRow = (rows: number[], edited: number): number[] =>
  edited < 0 || rows.includes(edited) ? rows : [...rows, edited].sort((a, b) => a - b);
