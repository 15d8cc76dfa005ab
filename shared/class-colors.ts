/** Colours of classes, which stay apart in light and dark and for colour-blind eyes (Okabe and Ito, extended). */
export const classColors = [
  '#0ea5a4',
  '#e69f00',
  '#56b4e9',
  '#d55e00',
  '#8e6bd6',
  '#cc79a7',
  '#5fa052',
  '#c9b400',
  '#4f74d9',
  '#b06a3b',
] as const;
