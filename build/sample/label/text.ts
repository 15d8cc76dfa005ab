import outlines from '../fonts/glyphs.json';

export type Face = keyof typeof outlines;

const unitsPerEm = 120;
type Glyph = [advance: number, path: string];
const faces = outlines as unknown as Record<Face, Partial<Record<string, Glyph>>>;

export interface TextStyle {
  face: Face;
  /** Em, pixels; made smaller where the text would be wider than `maxWidth`. */
  size: number;
  fill: string;
  maxWidth?: number;
  anchor?: 'start' | 'middle' | 'end';
  /** An outline behind the letters. */
  stroke?: string;
  strokeWidth?: number;
  /** One character under the other, centred on x. */
  vertical?: boolean;
  /** Added between letters, em. */
  spacing?: number;
}

/** Characters a face lacks are taken from the rounded gothic, which has all. */
const glyphOf = (face: Face, character: string): Glyph =>
  faces[face][character] ?? faces.round[character] ?? [unitsPerEm * 0.33, ''];

/** Width in em. */
export const textWidth = (text: string, face: Face, spacing = 0): number =>
  [...text].reduce((sum, c) => sum + glyphOf(face, c)[0] / unitsPerEm + spacing, 0);

/** Text as SVG paths, so that no font of the machine is used; (x, y) is on the baseline. */
export function text(value: string, x: number, y: number, style: TextStyle): string {
  const { face, anchor = 'middle', stroke, strokeWidth = 0, spacing = 0 } = style;
  const length = style.vertical ? [...value].length * 1.05 : textWidth(value, face, spacing);
  const size = Math.min(style.size, (style.maxWidth ?? Infinity) / length);
  const paths = style.vertical ? column(value, face) : line(value, face, anchor, spacing);
  const scale = size / unitsPerEm;
  const edge = stroke
    ? ` stroke="${stroke}" stroke-width="${(strokeWidth / scale).toFixed(1)}" stroke-linejoin="round" paint-order="stroke"`
    : '';
  const at = `translate(${x.toFixed(1)} ${y.toFixed(1)}) scale(${scale.toFixed(4)})`;
  return `<g transform="${at}" fill="${style.fill}"${edge}>${paths}</g>`;
}

function line(value: string, face: Face, anchor: TextStyle['anchor'], spacing: number): string {
  const share = { start: 0, middle: 0.5, end: 1 }[anchor ?? 'middle'];
  let x = -textWidth(value, face, spacing) * unitsPerEm * share;
  return [...value]
    .map((c) => {
      const [advance, path] = glyphOf(face, c);
      const at = x;
      x += advance + spacing * unitsPerEm;
      return path && `<path transform="translate(${at.toFixed(1)})" d="${path}"/>`;
    })
    .join('');
}

function column(value: string, face: Face): string {
  return [...value]
    .map((c, i) => {
      const [advance, path] = glyphOf(face, c);
      const y = (i * 1.05 + 0.88) * unitsPerEm;
      if (c === 'ー')
        return `<path transform="translate(${-0.38 * unitsPerEm} ${y - 0.88 * unitsPerEm}) rotate(90)" d="${path}"/>`;
      return path && `<path transform="translate(${-advance / 2} ${y})" d="${path}"/>`;
    })
    .join('');
}
