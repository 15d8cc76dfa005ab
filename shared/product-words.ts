import type { Container, ProductField } from './product';

/** What fields and containers are called: in the window, and in the header and cells of a CSV file. */
export const productWords: Record<
  'en' | 'ja',
  { field: Record<ProductField, string>; container: Record<Container, string> }
> = {
  en: {
    field: {
      name: 'Name',
      reading: 'Reading',
      maker: 'Maker',
      category: 'Category',
      container: 'Container',
      volumeMl: 'Volume (ml)',
      code: 'JAN code',
      price: 'Price',
      tags: 'Tags',
      activeFrom: 'Active from',
      activeUntil: 'Active until',
      notes: 'Notes',
    },
    container: {
      pet: 'PET bottle',
      can: 'Can',
      glass: 'Glass bottle',
      carton: 'Carton',
      pouch: 'Pouch',
      other: 'Other',
    },
  },
  ja: {
    field: {
      name: '商品名',
      reading: 'よみがな',
      maker: 'メーカー',
      category: '分類',
      container: '容器',
      volumeMl: '内容量 (ml)',
      code: 'JANコード',
      price: '価格',
      tags: 'タグ',
      activeFrom: '販売開始日',
      activeUntil: '販売終了日',
      notes: 'メモ',
    },
    container: {
      pet: 'ペットボトル',
      can: '缶',
      glass: 'びん',
      carton: '紙パック',
      pouch: 'パウチ',
      other: 'その他',
    },
  },
};
