import { describe, expect, it } from 'vitest';
import { judgeFrame } from '../../../renderer/camera/judge-frame';

const [width, height] = [80, 60];
/** Stripes of print, `soft` pixels wide at their edges, between two levels of brightness. */
function stripes(soft: number, dark: number, light: number): Float32Array {
  return Float32Array.from({ length: width * height }, (_, i) => {
    const phase = ((i % width) % 16) - 8;
    const edge = Math.min(1, Math.max(0, Math.abs(Math.abs(phase) - 4) / Math.max(soft, 0.01)));
    const level = Math.abs(phase) < 4 ? 0.5 - edge / 2 : 0.5 + edge / 2;
    return dark + (light - dark) * level;
  });
}

describe('what is said of the camera’s picture', () => {
  it('calls hard edges sharp and washed-out ones not, in little light too', () => {
    expect(judgeFrame(stripes(0, 60, 200), width)).toEqual({ light: 'ok', sharp: true });
    expect(judgeFrame(stripes(0, 95, 115), width)).toEqual({ light: 'ok', sharp: true });
    const washedOut = Float32Array.from(
      { length: width * height },
      (_, i) => 100 + 60 * Math.sin(((i % width) / width) * 6),
    );
    expect(judgeFrame(washedOut, width)).toEqual({ light: 'ok', sharp: false });
  });

  it('tells too dark and too bright', () => {
    expect(judgeFrame(stripes(0, 5, 60), width).light).toBe('dark');
    expect(judgeFrame(stripes(0, 210, 250), width).light).toBe('bright');
  });

  it('finds nothing sharp in a picture of one colour, or in none', () => {
    expect(judgeFrame(new Float32Array(width * height).fill(128), width)).toEqual({
      light: 'ok',
      sharp: false,
    });
    expect(judgeFrame(new Float32Array(0), 3).sharp).toBe(false);
  });
});
