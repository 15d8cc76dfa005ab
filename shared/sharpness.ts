/**
 * Variance of the Laplacian, which grows with the sharpness of edges (Pech-Pacheco et al., ICPR 2000).
 * @param grey brightness [height, width]
 * @returns 0 for what is less than three pixels wide or high
 */
export function laplacianVariance(grey: ArrayLike<number>, width: number, height: number): number {
  let [n, sum, squares] = [0, 0, 0];
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x;
      const value = grey[i - 1] + grey[i + 1] + grey[i - width] + grey[i + width] - 4 * grey[i];
      n++;
      sum += value;
      squares += value * value;
    }
  return n ? squares / n - (sum / n) ** 2 : 0;
}
