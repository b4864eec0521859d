import type { ImageSize } from './sample.ts';

/**
 * torchvision's `gaussian_blur` of a uint8 image [height, width, 3]: an odd number of taps, edges mirrored without
 * repeating the last pixel. Rounded once, at the end.
 * @throws Error if the kernel reaches over the whole image
 */
export function gaussianBlur(image: Uint8Array, { height, width }: ImageSize, kernelSize: number, sigma: number): Uint8Array {
  const reach = (kernelSize - 1) / 2;
  if (reach >= height || reach >= width) throw new Error(`A kernel of ${kernelSize} is too large for ${height} x ${width} pixels`);
  const kernel = gaussianKernel(kernelSize, sigma);
  const blurredRows = convolveRows(image, height, width, kernel);
  const out = new Uint8Array(image.length);
  // Stores to a clamped array round halves to even, as torch.round.
  convolveColumns(blurredRows, height, width, kernel, new Uint8ClampedArray(out.buffer));
  return out;
}

function gaussianKernel(size: number, sigma: number): Float64Array {
  const center = (size - 1) / 2;
  const kernel = Float64Array.from({ length: size }, (_, tap) => Math.exp(-((tap - center) ** 2) / (2 * sigma * sigma)));
  const sum = kernel.reduce((total, value) => total + value, 0);
  return kernel.map((value) => value / sum);
}

function convolveRows(image: Uint8Array, height: number, width: number, kernel: Float64Array): Float32Array {
  const sources = mirrored(width, kernel.length).map((column) => column * 3);
  const out = new Float32Array(image.length);
  for (let row = 0; row < height; row++) {
    const start = row * width * 3;
    for (let column = 0; column < width; column++) {
      let [red, green, blue] = [0, 0, 0];
      for (let tap = 0; tap < kernel.length; tap++) {
        const weight = kernel[tap]!;
        const source = start + sources[column + tap]!;
        red += weight * image[source]!;
        green += weight * image[source + 1]!;
        blue += weight * image[source + 2]!;
      }
      const target = start + column * 3;
      out[target] = red;
      out[target + 1] = green;
      out[target + 2] = blue;
    }
  }
  return out;
}

function convolveColumns(rows: Float32Array, height: number, width: number, kernel: Float64Array, out: Uint8ClampedArray): void {
  const length = width * 3;
  const sources = mirrored(height, kernel.length).map((row) => row * length);
  const sums = new Float64Array(length);
  for (let row = 0; row < height; row++) {
    sums.fill(0);
    for (let tap = 0; tap < kernel.length; tap++) {
      const weight = kernel[tap]!;
      const source = sources[row + tap]!;
      for (let value = 0; value < length; value++) sums[value]! += weight * rows[source + value]!;
    }
    out.set(sums, row * length);
  }
}

/** Source index of each position of a line padded by the kernel's reach on both sides. */
function mirrored(length: number, kernelSize: number): Int32Array {
  const reach = (kernelSize - 1) / 2;
  return Int32Array.from({ length: length + 2 * reach }, (_, position) => {
    const index = Math.abs(position - reach);
    return index < length ? index : 2 * (length - 1) - index;
  });
}
