/**
 * torchvision's colour operations on uint8 RGB tensors: float32 arithmetic, clamped, then truncated to 8 bits.
 * Each returns a new image [pixels, 3].
 */
const { fround } = Math;

/** `factor` 0 is black, 1 the image itself. */
export function adjustBrightness(image: Uint8Array, factor: number): Uint8Array {
  const ratio = fround(factor);
  return lookUp(image, (value) => fround(ratio * value));
}

/** `factor` 0 is the mean grey, 1 the image itself. */
export function adjustContrast(image: Uint8Array, factor: number): Uint8Array {
  const ratio = fround(factor);
  const rest = fround(1 - factor);
  let sum = 0;
  for (let offset = 0; offset < image.length; offset += 3) sum += grey(image, offset);
  const mean = fround(sum / (image.length / 3));
  return lookUp(image, (value) => fround(fround(ratio * value) + rest * mean));
}

/** `factor` 0 is grey, 1 the image itself. */
export function adjustSaturation(image: Uint8Array, factor: number): Uint8Array {
  const ratio = fround(factor);
  const rest = fround(1 - factor);
  const out = new Uint8Array(image.length);
  for (let offset = 0; offset < image.length; offset += 3) {
    const light = rest * grey(image, offset);
    for (let index = offset; index < offset + 3; index++) {
      const value = fround(fround(ratio * image[index]!) + light);
      out[index] = value < 0 ? 0 : value > 255 ? 255 : value;
    }
  }
  return out;
}

/** Turns the hue by `factor` of a full circle, -0.5 to 0.5. */
export function adjustHue(image: Uint8Array, factor: number): Uint8Array {
  const turn = fround(factor);
  const out = new Uint8Array(image.length);
  for (let offset = 0; offset < image.length; offset += 3) {
    turnHue(image[offset]! / 255, image[offset + 1]! / 255, image[offset + 2]! / 255, turn, out, offset);
  }
  return out;
}

/** RGB to HSV and back, as Pillow's Convert.c. Writes three bytes of `out`. */
function turnHue(red: number, green: number, blue: number, turn: number, out: Uint8Array, offset: number): void {
  const max = Math.max(red, green, blue);
  const range = max - Math.min(red, green, blue);
  const sector = range === 0 ? 0 : max === red ? (green - blue) / range : max === green ? 2 + (blue - red) / range : 4 + (red - green) / range;
  const hue = fround(fround((sector / 6 + 1) % 1) + turn);
  const sixth = (hue - Math.floor(hue)) * 6;
  const part = sixth - Math.floor(sixth);
  const low = max - range;
  const falling = max - range * part;
  const rising = max - range * (1 - part);
  switch (Math.floor(sixth) % 6) {
    case 0: return write(out, offset, max, rising, low);
    case 1: return write(out, offset, falling, max, low);
    case 2: return write(out, offset, low, max, rising);
    case 3: return write(out, offset, low, falling, max);
    case 4: return write(out, offset, rising, low, max);
    default: return write(out, offset, max, low, falling);
  }
}

/** torchvision's float to uint8: times 255.999, truncated. */
function write(out: Uint8Array, offset: number, red: number, green: number, blue: number): void {
  out[offset] = red * 255.999;
  out[offset + 1] = green * 255.999;
  out[offset + 2] = blue * 255.999;
}

/** ITU-R 601 luma as torchvision's `rgb_to_grayscale`, rounded down. */
export function grey(image: Uint8Array, offset: number): number {
  const red = fround(0.29890000820159912 * image[offset]!);
  const redGreen = fround(red + 0.58700001239776611 * image[offset + 1]!);
  return Math.floor(fround(redGreen + 0.11400000005960464 * image[offset + 2]!));
}

/** Applies a function of one value to all of them; clamped to 0..255 and truncated. */
function lookUp(image: Uint8Array, value: (input: number) => number): Uint8Array {
  const table = Uint8Array.from({ length: 256 }, (_, input) => Math.max(0, Math.min(255, value(input))));
  const out = new Uint8Array(image.length);
  for (let index = 0; index < image.length; index++) out[index] = table[image[index]!]!;
  return out;
}
