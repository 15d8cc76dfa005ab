/** A picture in the making, linear light. */
export interface Frame {
  width: number;
  height: number;
  /** width · height · 4: red, green, blue, and 1 where something has been drawn. */
  pixels: Float32Array;
  /** 1 / distance, 0 where nothing has been drawn. */
  nearness: Float32Array;
  /** Whose each pixel is: the `owner` of the last draw, 0 for nobody. */
  owner: Uint8Array;
}

const pool = new Map<string, Frame>();

/** An empty frame. One of each size and use is kept and cleared, as photos are drawn one after another. */
export function emptyFrame(use: string, width: number, height: number): Frame {
  const key = `${use} ${width}x${height}`;
  const frame = pool.get(key) ?? {
    width,
    height,
    pixels: new Float32Array(width * height * 4),
    nearness: new Float32Array(width * height),
    owner: new Uint8Array(width * height),
  };
  pool.set(key, frame);
  frame.pixels.fill(0);
  frame.nearness.fill(0);
  frame.owner.fill(0);
  return frame;
}

export interface Camera {
  /** Focal length, pixels. */
  focal: number;
  /** Middle of the picture, pixels. */
  cx: number;
  cy: number;
}
