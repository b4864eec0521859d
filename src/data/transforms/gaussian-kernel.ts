/** Weights of a normal distribution at `size` whole steps around the centre, which sum to `total`. `size` is odd. */
export function gaussianKernel(size: number, sigma: number, total = 1): Float32Array {
  const center = (size - 1) / 2;
  const kernel = Array.from({ length: size }, (_, tap) => Math.exp(-((tap - center) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((all, value) => all + value, 0);
  return Float32Array.from(kernel, (value) => (value / sum) * total);
}
