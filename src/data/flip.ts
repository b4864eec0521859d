import type { Sample } from './sample.ts';

/** Mirrors left and right, as torchvision's `hflip`. */
export function flipHorizontally(sample: Sample): Sample {
  const { height, width } = sample;
  const image = new Uint8Array(sample.image.length);
  const mask = new Uint8Array(sample.mask.length);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const target = row * width + column;
      const source = row * width + width - 1 - column;
      mask[target] = sample.mask[source]!;
      image[target * 3] = sample.image[source * 3]!;
      image[target * 3 + 1] = sample.image[source * 3 + 1]!;
      image[target * 3 + 2] = sample.image[source * 3 + 2]!;
    }
  }
  return { ...sample, image, mask };
}

/** Mirrors top and bottom, as torchvision's `vflip`. */
export function flipVertically(sample: Sample): Sample {
  const { height, width } = sample;
  const reversed = (data: Uint8Array, rowLength: number) => {
    const out = new Uint8Array(data.length);
    for (let row = 0; row < height; row++) out.set(data.subarray(row * rowLength, (row + 1) * rowLength), (height - 1 - row) * rowLength);
    return out;
  };
  return { ...sample, image: reversed(sample.image, width * 3), mask: reversed(sample.mask, width) };
}
