import { type ProductField, productFields } from '@shared/product';
import { productWords } from '@shared/product-words';

/** Header words beside the fields' own names, folded. */
const otherWords: Record<ProductField, readonly string[]> = {
  name: ['product', 'productname', '名前', '名称', '品名', '商品'],
  reading: ['kana', 'furigana', 'よみ', '読み', '読み仮名', 'ふりがな', 'フリガナ', 'カナ', 'ヨミガナ'],
  maker: ['manufacturer', 'brand', '製造元', '製造者', 'ブランド', '会社'],
  category: ['カテゴリ', 'カテゴリー', '種類', '部門'],
  container: ['package', '容器の種類', 'パッケージ'],
  volumeMl: ['volume', 'ml', 'content', '内容量', '容量', '容量(ml)'],
  code: ['jan', 'ean', 'gtin', 'barcode', 'jan/ean', 'ean-13', 'コード', '商品コード', 'バーコード'],
  price: ['売価', '単価', '値段', '販売価格', '価格(円)'],
  tags: ['tag', 'ラベル'],
  activeFrom: ['from', 'start', '開始日', '発売日', '販売開始'],
  activeUntil: ['until', 'end', 'to', '終了日', '販売終了'],
  notes: ['note', 'memo', 'remarks', '備考', '注記'],
};

const fold = (title: string) => title.normalize('NFKC').toLowerCase().replace(/\s/g, '');

const fieldByTitle = new Map(
  productFields.flatMap((field) =>
    [field, productWords.en.field[field], productWords.ja.field[field], ...otherWords[field]].map(
      (title) => [fold(title), field] as const,
    ),
  ),
);

/** Which field each column holds; `null` for a title that is not known, and for one that came before. */
export function fieldsOfHeader(titles: readonly string[]): (ProductField | null)[] {
  const seen = new Set<ProductField>();
  return titles.map((title) => {
    const field = fieldByTitle.get(fold(title));
    if (!field || seen.has(field)) return null;
    seen.add(field);
    return field;
  });
}
