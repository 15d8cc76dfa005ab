import {
  createTheme,
  type CSSVariablesResolver,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from '@mantine/core';

/** The blue-green of a ramune bottle's glass. */
const ramune: MantineColorsTuple = [
  '#e6f8f9',
  '#cfeff2',
  '#a3e1e7',
  '#72d0da',
  '#4bc1ce',
  '#2bafbe',
  '#149bac',
  '#067584',
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
  '#566b74',
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

/** Filled: white on the accent's deep shade, dark on its bright one. Light: the studio's own soft accent. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const colors = defaultVariantColorsResolver(input);
  if ((input.color ?? 'ramune') !== 'ramune') return colors;
  if (input.variant === 'filled') return { ...colors, color: 'var(--mantine-primary-color-contrast)' };
  if (input.variant === 'light')
    return {
      ...colors,
      background: 'var(--accent-soft)',
      hover: 'var(--accent-hover)',
      color: 'var(--accent)',
    };
  return colors;
};

export const theme = createTheme({
  primaryColor: 'ramune',
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  variantColorResolver,
  colors: { ramune, gray, dark },
  black: '#14252b',
  fontFamily,
  fontFamilyMonospace: '"Cascadia Mono", "SF Mono", Menlo, Consolas, "Noto Sans Mono", monospace',
  headings: { fontWeight: '650' },
  defaultRadius: 'md',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    // A picture without a name, which screen readers would read out.
    ComboboxChevron: { defaultProps: { 'aria-hidden': true } },
    // A long path is broken into lines, since the keyboard could not scroll along one.
    Code: { styles: { root: { whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' } } },
    // Among a menu's items it would be one that is none; the menu itself takes the focus.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
  },
});

/** Mantine's own surfaces and borders are those of the style sheet. */
export const cssVariablesResolver: CSSVariablesResolver = () => {
  const ours = { '--mantine-color-body': 'var(--surface)', '--mantine-color-default-border': 'var(--line)' };
  return { variables: {}, light: ours, dark: ours };
};
