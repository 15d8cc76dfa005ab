/** What is printed on the packages. All brands are invented. */

/** Latin and katakana spelling. */
export const brands: readonly (readonly [string, string])[] = [
  ['Sorani', 'ソラニ'],
  ['Norivo', 'ノリヴォ'],
  ['Amuleta', 'アムレタ'],
  ['Fuwamo', 'フワモ'],
  ['Kirapo', 'キラポ'],
  ['Yuzumo', 'ユズモ'],
  ['Minaruka', 'ミナルカ'],
  ['Tavelle', 'タヴェル'],
  ['Hinakaze', 'ヒナカゼ'],
  ['Orbello', 'オルベロ'],
  ['Pirika', 'ピリカ'],
  ['Lumetta', 'ルメッタ'],
  ['Zakutto', 'ザクット'],
  ['Mofuri', 'モフリ'],
  ['Berunata', 'ベルナタ'],
  ['Shirotsu', 'シロツ'],
  ['Quorin', 'クオリン'],
  ['Haruyoi', 'ハルヨイ'],
  ['Dolmeco', 'ドルメコ'],
  ['Namiwa', 'ナミワ'],
];

const syllables: readonly (readonly [string, string])[] = [
  ['ka', 'カ'],
  ['ki', 'キ'],
  ['ko', 'コ'],
  ['sa', 'サ'],
  ['so', 'ソ'],
  ['ta', 'タ'],
  ['to', 'ト'],
  ['na', 'ナ'],
  ['ni', 'ニ'],
  ['no', 'ノ'],
  ['ha', 'ハ'],
  ['ho', 'ホ'],
  ['ma', 'マ'],
  ['mi', 'ミ'],
  ['mo', 'モ'],
  ['ya', 'ヤ'],
  ['yu', 'ユ'],
  ['ra', 'ラ'],
  ['ri', 'リ'],
  ['ru', 'ル'],
  ['ro', 'ロ'],
  ['be', 'ベ'],
  ['bo', 'ボ'],
  ['da', 'ダ'],
  ['do', 'ド'],
  ['ga', 'ガ'],
  ['gu', 'グ'],
  ['pa', 'パ'],
  ['po', 'ポ'],
  ['ze', 'ゼ'],
];

/** A brand of three or four syllables, for worlds that need thousands. */
export function inventBrand(pick: (n: number) => number): readonly [string, string] {
  const parts = Array.from({ length: 3 + pick(2) }, () => syllables[pick(syllables.length)]);
  const latin = parts.map(([l]) => l).join('');
  return [latin[0].toUpperCase() + latin.slice(1), parts.map(([, k]) => k).join('')];
}

export type MotifKind =
  | 'fruit'
  | 'citrus'
  | 'grapes'
  | 'berry'
  | 'leaf'
  | 'bean'
  | 'drop'
  | 'wave'
  | 'flower'
  | 'sun'
  | 'grain'
  | 'crystal';

export interface Flavour {
  en: string;
  ja: string;
  /** Hue (degrees), saturation and lightness (0–1) of the colour people expect. */
  color: readonly [number, number, number];
  motif: MotifKind;
}

const flavour = (en: string, ja: string, hue: number, s: number, l: number, motif: MotifKind): Flavour => ({
  en,
  ja,
  color: [hue, s, l],
  motif,
});

const fruity = [
  flavour('Peach', 'もも', 350, 0.75, 0.72, 'fruit'),
  flavour('Lemon', 'レモン', 50, 0.95, 0.55, 'citrus'),
  flavour('Orange', 'オレンジ', 28, 0.95, 0.53, 'citrus'),
  flavour('Grape', 'ぶどう', 275, 0.5, 0.4, 'grapes'),
  flavour('Apple', 'りんご', 2, 0.75, 0.47, 'fruit'),
  flavour('Melon', 'メロン', 95, 0.5, 0.55, 'fruit'),
  flavour('Strawberry', 'いちご', 352, 0.8, 0.53, 'berry'),
  flavour('Blueberry', 'ブルーベリー', 235, 0.5, 0.42, 'grapes'),
  flavour('Lime', 'ライム', 85, 0.7, 0.42, 'citrus'),
];
const plain = [
  flavour('Plain', 'プレーン', 205, 0.6, 0.55, 'wave'),
  flavour('Vanilla', 'バニラ', 45, 0.55, 0.72, 'flower'),
  flavour('Honey', 'はちみつ', 38, 0.9, 0.52, 'drop'),
  flavour('Soy', '豆乳', 42, 0.45, 0.68, 'bean'),
];
const teas = [
  flavour('Green Tea', '緑茶', 110, 0.5, 0.35, 'leaf'),
  flavour('Roasted Tea', 'ほうじ茶', 22, 0.6, 0.35, 'leaf'),
  flavour('Barley Tea', '麦茶', 32, 0.7, 0.42, 'grain'),
  flavour('Jasmine', 'ジャスミン', 60, 0.45, 0.55, 'flower'),
];
const coffees = [
  flavour('Black', '無糖', 220, 0.15, 0.18, 'bean'),
  flavour('Latte', 'ラテ', 28, 0.45, 0.5, 'bean'),
  flavour('Cocoa', 'ココア', 18, 0.55, 0.3, 'bean'),
];
const snacks = [
  flavour('Sea Salt', 'うすしお', 200, 0.7, 0.5, 'crystal'),
  flavour('Seaweed', 'のり塩', 140, 0.55, 0.35, 'leaf'),
  flavour('Consomme', 'コンソメ', 20, 0.85, 0.48, 'sun'),
  flavour('Corn', 'コーン', 46, 0.95, 0.53, 'grain'),
  flavour('Chili', '辛口', 5, 0.85, 0.42, 'sun'),
];
const household = [
  flavour('Aqua Soap', '石けん', 195, 0.7, 0.5, 'drop'),
  flavour('Lavender', 'ラベンダー', 265, 0.45, 0.6, 'flower'),
  flavour('Fresh Herb', 'ハーブ', 150, 0.55, 0.45, 'leaf'),
  flavour('Rose', 'ローズ', 335, 0.65, 0.58, 'flower'),
];

export type Shape = 'pet' | 'glass' | 'jug' | 'can' | 'gable' | 'brick' | 'box' | 'tub' | 'pouch';

/** What a brand sells, in which packages, and what that is called. */
export interface Category {
  shapes: readonly Shape[];
  flavours: readonly Flavour[];
  nouns: readonly (readonly [string, string])[];
  amounts: readonly string[];
}

export const categories: readonly Category[] = [
  {
    shapes: ['pet', 'can', 'glass'],
    flavours: fruity,
    nouns: [
      ['Sparkling', '炭酸'],
      ['Soda', 'ソーダ'],
      ['Water', '天然水'],
    ],
    amounts: ['500ml', '350ml', '410ml'],
  },
  {
    shapes: ['gable', 'brick', 'pet', 'glass'],
    flavours: fruity,
    nouns: [
      ['Juice', '果汁'],
      ['Smoothie', 'スムージー'],
    ],
    amounts: ['1000ml', '500ml', '200ml'],
  },
  {
    shapes: ['gable', 'brick', 'tub'],
    flavours: [...plain, fruity[6], fruity[7], fruity[0]],
    nouns: [
      ['Milk', '牛乳'],
      ['Yogurt', 'ヨーグルト'],
      ['Oat Drink', 'オーツ'],
    ],
    amounts: ['1000ml', '400g', '200ml'],
  },
  {
    shapes: ['pet', 'can', 'brick'],
    flavours: teas,
    nouns: [['Leaf Garden', '茶園']],
    amounts: ['525ml', '600ml', '250ml'],
  },
  {
    shapes: ['can', 'pet', 'tub'],
    flavours: coffees,
    nouns: [['Coffee', '珈琲']],
    amounts: ['185g', '280ml', '240ml'],
  },
  {
    shapes: ['pouch', 'box', 'tub'],
    flavours: snacks,
    nouns: [
      ['Chips', 'チップス'],
      ['Crackers', 'せんべい'],
      ['Noodles', 'ラーメン'],
    ],
    amounts: ['60g', '85g', '120g'],
  },
  {
    shapes: ['jug', 'pouch'],
    flavours: household,
    nouns: [
      ['Shampoo', 'シャンプー'],
      ['Laundry', '洗剤'],
    ],
    amounts: ['450ml', '380ml', '700g'],
  },
  {
    shapes: ['box', 'pouch'],
    flavours: [coffees[2], coffees[1], fruity[6], teas[0], plain[1]],
    nouns: [
      ['Cookies', 'クッキー'],
      ['Chocolate', 'チョコ'],
      ['Candy', 'のど飴'],
    ],
    amounts: ['12枚入', '90g', '48g'],
  },
];

export const slogans: readonly (readonly [string, string])[] = [
  ['Naturally fresh every day', 'すっきり爽やか'],
  ['A little joy in your hand', 'ほっとひといき'],
  ['Made with care since 2014', '素材のおいしさ'],
  ['Carefully selected', '厳選素材'],
  ['New taste', '新しい味わい'],
];

export const facts: readonly string[] = [
  '名称 清涼飲料水',
  '原材料名 砂糖、食塩、香料',
  '内容量 右上に記載',
  '賞味期限 上部に記載',
  '保存方法 高温を避けて保存',
  '製造者 株式会社ラムネ工房',
  '開封後はお早めに',
];

export const nutrients: readonly string[] = [
  '熱量',
  'たんぱく質',
  '脂質',
  '炭水化物',
  '食塩相当量',
  'カルシウム',
];

export const marks: readonly string[] = ['紙', 'プラ', 'PET', 'アルミ'];
export const heading = '栄養成分表示';
