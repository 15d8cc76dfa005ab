import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The blue-green of a ramune bottle's glass. */
const ramune: MantineColorsTuple = [
  '#e6f8f9',
  '#cfeff2',
  '#a3e1e7',
  '#72d0da',
  '#4bc1ce',
  '#2bafbe',
  '#149bac',
  '#087c8c',
  '#0a6573',
  '#0b4d58',
];

const gray: MantineColorsTuple = [
  '#f4f8f9',
  '#ebf1f3',
  '#dfe8eb',
  '#cedade',
  '#b1c1c7',
  '#8b9fa7',
  '#5c717a',
  '#475b64',
  '#2d4048',
  '#1a2a31',
];

const dark: MantineColorsTuple = [
  '#dde8eb',
  '#b9c9ce',
  '#93a6ad',
  '#647880',
  '#384a52',
  '#2a3a41',
  '#1e2c32',
  '#131d21',
  '#0e1619',
  '#090f12',
];

const fontFamily =
  '"Segoe UI Variable Text", "Segoe UI", -apple-system, BlinkMacSystemFont, "Hiragino Sans", "Yu Gothic UI", ' +
  '"Noto Sans", "Noto Sans JP", "Noto Sans CJK JP", Meiryo, "DejaVu Sans", sans-serif';

export const theme = createTheme({
  primaryColor: 'ramune',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  colors: { ramune, gray, dark },
  black: '#14252b',
  fontFamily,
  fontFamilyMonospace: '"Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
});
