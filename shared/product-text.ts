import { cleanGtin } from './gtin';
import { containers, type Container, type ProductField, ProductFields, tagSeparators } from './product';
import { productWords } from './product-words';

/** Fields of a product as text: what is typed into a table's cell or stands in a CSV file. */

export const fieldProblems = [
  'name',
  'container',
  'volume',
  'code',
  'price',
  'tags',
  'date',
  'text',
] as const;
export type FieldProblem = (typeof fieldProblems)[number];

/** What was typed does not fit the field. `problem` is a key of the window's translations. */
export class FieldError extends Error {
  constructor(
    readonly problem: FieldProblem,
    readonly text: string,
  ) {
    super(`${problem}: ${text}`);
    this.name = 'FieldError';
  }
}

/** Throws FieldError. */
export function parseField<K extends ProductField>(field: K, text: string): ProductFields[K] {
  const parsed = ProductFields.shape[field].safeParse(parsers[field](text.normalize('NFC').trim()));
  if (!parsed.success) throw new FieldError(problemOf[field], text);
  return parsed.data as ProductFields[K];
}

export function formatField<K extends ProductField>(
  field: K,
  value: ProductFields[K],
  language: 'en' | 'ja',
): string {
  if (value === null) return '';
  if (field === 'container') return productWords[language].container[value as Container];
  return Array.isArray(value) ? value.join('; ') : String(value);
}

/** Tags from one line of text, each once. */
export const splitTags = (text: string): string[] => [
  ...new Set(
    text
      .split(tagSeparators)
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];

const asIs = (text: string) => text;

const parsers: Record<ProductField, (text: string) => unknown> = {
  name: asIs,
  reading: asIs,
  maker: asIs,
  category: asIs,
  container: (text) => (text ? parseContainer(text) : null),
  volumeMl: (text) => (text ? parseVolume(text) : null),
  code: cleanGtin,
  price: (text) => (text ? parsePrice(text) : null),
  tags: splitTags,
  activeFrom: (text) => (text ? parseDate(text) : null),
  activeUntil: (text) => (text ? parseDate(text) : null),
  notes: asIs,
};

const problemOf: Record<ProductField, FieldProblem> = {
  name: 'name',
  reading: 'text',
  maker: 'text',
  category: 'text',
  container: 'container',
  volumeMl: 'volume',
  code: 'code',
  price: 'price',
  tags: 'tags',
  activeFrom: 'date',
  activeUntil: 'date',
  notes: 'text',
};

/** Words for containers beside their names in the window. */
const otherWords: Record<Container, readonly string[]> = {
  pet: ['pet', 'ペット', 'petボトル', 'plastic bottle'],
  can: ['缶入り', 'アルミ缶', 'スチール缶', 'tin'],
  glass: ['glass', '瓶', 'ガラス瓶', 'ガラスびん', 'ビン'],
  carton: ['紙容器', '紙パック入り', 'パック', 'paper carton'],
  pouch: ['袋', 'パウチ容器'],
  other: ['ほか', '他'],
};

const foldWord = (text: string) => text.normalize('NFKC').toLowerCase().trim();

const containerByWord = new Map(
  containers.flatMap((container) =>
    [
      container,
      productWords.en.container[container],
      productWords.ja.container[container],
      ...otherWords[container],
    ].map((name) => [foldWord(name), container] as const),
  ),
);

const parseContainer = (text: string) => containerByWord.get(foldWord(text));

/** Millilitres; with “l” behind it, litres. */
function parseVolume(text: string): number {
  const [, digits, unit] = /^([\d,.]+)\s*(ml|l)?$/i.exec(text.normalize('NFKC')) ?? [];
  const amount = parseNumber(digits);
  return unit?.toLowerCase() === 'l' ? Math.round(amount * 1000) : amount;
}

function parsePrice(text: string): number {
  const [, digits] = /^[¥$€£]?\s*([\d,.]+)\s*円?$/.exec(text.normalize('NFKC').replace('\\', '¥')) ?? [];
  return parseNumber(digits);
}

/** Commas part thousands; `NaN` where it is no number. */
function parseNumber(digits: string | undefined): number {
  if (!digits || !/^(\d+|\d{1,3}(,\d{3})+)(\.\d+)?$/.test(digits)) return NaN;
  return Number(digits.replaceAll(',', ''));
}

/** 2026-11-24, 2026/11/4, 2026.11.24, 20261124 and 2026年11月24日, as an ISO date. */
function parseDate(text: string): string | undefined {
  const plain = text.normalize('NFKC');
  const found =
    /^(\d{4})([-/.])(\d{1,2})\2(\d{1,2})$/.exec(plain) ??
    /^(\d{4})(年)(\d{1,2})月(\d{1,2})日$/.exec(plain) ??
    /^(\d{4})()(\d{2})(\d{2})$/.exec(plain);
  if (!found) return undefined;
  const [, year, , month, day] = found;
  return `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
}
