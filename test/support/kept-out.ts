/** Products of the Grocery Store Dataset of which the bundled backbone has seen no photo (build/backbone/model-card.md). */
export const keptOutOfBackbone: readonly string[] = [
  'Alpro-Shelf-Soy-Milk',
  'Arla-Ecological-Sour-Cream',
  'Arla-Natural-Yoghurt',
  'Arla-Sour-Cream',
  'Arla-Standard-Milk',
  'Garant-Ecological-Standard-Milk',
  'Oatly-Natural-Oatghurt',
  'Oatly-Oat-Milk',
  'Tropicana-Golden-Grapefruit',
  'Tropicana-Mandarin-Morning',
  'Yoggi-Strawberry-Yoghurt',
];
