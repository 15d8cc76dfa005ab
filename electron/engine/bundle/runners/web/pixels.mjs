// Scales pictures in a browser as the studio's decoder does, so that the same numbers come out.

/**
 * RGB bytes [height, width, 3] of a picture: upright, in sRGB, what is transparent white, stretched to fit.
 * @param {Blob} picture
 * @param {[width: number, height: number]} size
 */
export async function readPixels(picture, [width, height]) {
  const bitmap = await createImageBitmap(picture, { imageOrientation: 'from-image' });
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext('2d', { willReadFrequently: true });
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const decoded = toRgb(context.getImageData(0, 0, canvas.width, canvas.height));
  const factor = (await isJpeg(picture)) ? decodedSmaller(decoded, width, height) : 1;
  // Heights first, as the studio does: what is rounded in between differs otherwise.
  const low = scaleRows(boxMean(decoded, factor, factor), height);
  return transpose(scaleRows(transpose(low), width)).data;
}

const isJpeg = async (picture) => {
  const [first, second] = new Uint8Array(await picture.slice(0, 2).arrayBuffer());
  return first === 0xff && second === 0xd8;
};

/** @typedef {{ data: Uint8Array, width: number, height: number }} Picture RGB */

/** @returns {Picture} */
function toRgb({ data: rgba, width, height }) {
  const data = new Uint8Array(width * height * 3);
  for (let from = 0, to = 0; to < data.length; from += 4, to += 3) {
    data[to] = rgba[from];
    data[to + 1] = rgba[from + 1];
    data[to + 2] = rgba[from + 2];
  }
  return { data, width, height };
}

/** How many times smaller the studio has a JPEG decoded, 1, 2, 4 or 8; libjpeg does that by the mean of pixels. */
function decodedSmaller(picture, width, height) {
  const room = Math.min(picture.width / width, picture.height / height);
  const factor = [8, 4, 2].find((one) => room >= one) ?? 1;
  return factor > 1 && Math.trunc(room) === factor ? factor / 2 : factor;
}

/** @returns {Picture} each pixel the mean of `across` × `down`, fewer at the right and lower edge */
function boxMean(picture, across, down) {
  if (across === 1 && down === 1) return picture;
  const width = Math.ceil(picture.width / across);
  const height = Math.ceil(picture.height / down);
  const data = new Uint8Array(width * height * 3);
  for (let y = 0, to = 0; y < height; y++)
    for (let x = 0; x < width; x++, to += 3)
      data.set(meanOf(picture, x * across, y * down, across, down), to);
  return { data, width, height };
}

function meanOf({ data, width, height }, left, top, across, down) {
  const [right, bottom] = [Math.min(left + across, width), Math.min(top + down, height)];
  let [r, g, b] = [0, 0, 0];
  for (let y = top; y < bottom; y++)
    for (let at = (y * width + left) * 3; at < (y * width + right) * 3; at += 3) {
      r += data[at];
      g += data[at + 1];
      b += data[at + 2];
    }
  const count = (right - left) * (bottom - top);
  return [Math.round(r / count), Math.round(g / count), Math.round(b / count)];
}

/**
 * Heights as libvips scales them: a triangle as wide as the scale, its place rounded to 1/64 of a row, its weights
 * cut to 12 bits, edge rows repeated.
 * @param {Picture} picture
 * @returns {Picture}
 */
function scaleRows(picture, height) {
  const halved = picture.height > 4 * height ? Math.trunc(picture.height / height / 2) : 1;
  const { data, width, height: rows } = boxMean(picture, 1, halved);
  const scale = rows / height;
  const length = width * 3;
  const out = new Uint8Array(length * height);
  const sums = new Float64Array(length);
  for (let row = 0; row < height; row++) {
    sums.fill(0.5);
    for (const { from, weight } of tapsOf(row, scale)) {
      const at = Math.min(Math.max(from, 0), rows - 1) * length;
      for (let i = 0; i < length; i++) sums[i] += weight * data[at + i];
    }
    for (let i = 0; i < length; i++) out[row * length + i] = Math.min(255, sums[i]);
  }
  return { data: out, width, height };
}

/** The rows that make a row, and their weights. */
function tapsOf(row, scale) {
  if (scale === 1) return [{ from: row, weight: 1 }];
  const points = scale > 1 ? 2 * roundHalfEven(scale) + 1 : 2;
  const place = (row + 0.5) * scale - (scale > 1 ? 0 : 0.5);
  const whole = Math.floor(place);
  const rest = place - whole;
  const middle = scale > 1 ? Math.floor(rest * 64 + 0.5) / 64 + points / 2 - 1 : rest;
  const first = scale > 1 ? whole - ((points + 1) >> 1) + 1 : whole;
  const triangle = Array.from({ length: points }, (_, i) =>
    Math.max(0, 1 - Math.abs((i - middle) / Math.max(1, scale))),
  );
  const sum = triangle.reduce((a, b) => a + b, 0);
  return triangle.map((height, i) => ({
    from: first + i,
    weight: Math.trunc((height / sum) * 4096) / 4096,
  }));
}

/** @param {number} x */
const roundHalfEven = (x) => (x % 1 === 0.5 ? 2 * Math.round(x / 2) : Math.round(x));

/** @returns {Picture} */
function transpose({ data, width, height }) {
  const out = new Uint8Array(data.length);
  for (let y = 0, from = 0; y < height; y++)
    for (let x = 0; x < width; x++, from += 3) {
      const to = (x * height + y) * 3;
      out[to] = data[from];
      out[to + 1] = data[from + 1];
      out[to + 2] = data[from + 2];
    }
  return { data: out, width: height, height: width };
}
