import type { Placement } from './placement.ts';

/** The logits of one input: [height, width, classes] of the placement's input. */
export interface InputLogits {
  readonly logits: Float32Array;
  readonly classes: number;
  readonly placement: Placement;
}

/**
 * The class of each pixel of the photo, [height, width]: that with the largest logit; of equal ones, the first. The
 * logits of the photo's part of the input are resized bilinearly to the photo's size, as mmsegmentation does.
 */
export function labelsOfPhoto(input: InputLogits): Uint8Array {
  const { height, width } = input.placement.photo;
  const labels = new Uint8Array(height * width);
  eachRowOfPhoto(input, (row, y) => {
    for (let x = 0, at = 0; x < width; x++, at += input.classes) labels[y * width + x] = argmax(row, at, input.classes);
  });
  return labels;
}

/**
 * The probability of each class in each pixel of the photo, [height, width, classes]: the softmax of the resized
 * logits.
 */
export function probabilitiesOfPhoto(input: InputLogits): Float32Array {
  const { height, width } = input.placement.photo;
  const length = width * input.classes;
  const out = new Float32Array(height * length);
  eachRowOfPhoto(input, (row, y) => {
    const target = out.subarray(y * length, (y + 1) * length);
    for (let at = 0; at < length; at += input.classes) softmax(row, target, at, input.classes);
  });
  return out;
}

/**
 * Calls `visit` for each row of the photo, from the top, with its logits, [width, classes], as `rowsOfPhoto` gives
 * them.
 */
export function eachRowOfPhoto(input: InputLogits, visit: (row: Float32Array, y: number) => void): void {
  const rowAt = rowsOfPhoto(input);
  for (let y = 0; y < input.placement.photo.height; y++) visit(rowAt(y), y);
}

/**
 * Gives the logits of a row of the photo, [width, classes]; rows are best asked for from the top. The array is used
 * again for the next one. Memory is that of three rows, however large the photo is.
 *
 * The numbers are those of PyTorch's `interpolate(mode='bilinear', align_corners=False)`: pixels are areas with a
 * centre, edges are repeated, and nothing is smoothed where the photo is smaller.
 * @throws Error if the placement cuts a part of the photo off
 */
export function rowsOfPhoto({ logits, classes, placement }: InputLogits): (y: number) => Float32Array {
  const { photo, scaled, offset, input } = placement;
  if (isCut(placement)) throw new Error('expected an input that has the whole photo');
  const expected = input.height * input.width * classes;
  if (logits.length !== expected) throw new Error(`expected ${expected} logits, got ${logits.length}`);
  const length = photo.width * classes;
  const columns = blendsOf(scaled.width, photo.width);
  const rows = blendsOf(scaled.height, photo.height);
  const row = new Float32Array(length);
  const widened = [new Float32Array(length), new Float32Array(length)] as const;
  const holds = [-1, -1];
  /** The row of the input, as wide as the photo. Neighbours are kept in different places. */
  const wide = (y: number): Float32Array => {
    const place = y % 2;
    if (holds[place] !== y) {
      const start = ((offset.top + y) * input.width + offset.left) * classes;
      widen(logits.subarray(start, start + scaled.width * classes), classes, columns, widened[place as 0 | 1]);
      holds[place] = y;
    }
    return widened[place as 0 | 1];
  };
  return (y) => {
    const [upper, lower, share] = [wide(rows.first[y]!), wide(rows.second[y]!), rows.share[y]!];
    for (let at = 0; at < length; at++) row[at] = (1 - share) * upper[at]! + share * lower[at]!;
    return row;
  };
}

function isCut({ scaled, offset, input }: Placement): boolean {
  const isOutside = (start: number, length: number, whole: number) => start < 0 || start + length > whole;
  return isOutside(offset.top, scaled.height, input.height) || isOutside(offset.left, scaled.width, input.width);
}

/** For each pixel of a length: the two source pixels, of which the second counts with `share`. */
interface Blends {
  readonly first: Int32Array;
  readonly second: Int32Array;
  readonly share: Float32Array;
}

function blendsOf(from: number, to: number): Blends {
  const [first, second, share] = [new Int32Array(to), new Int32Array(to), new Float32Array(to)];
  for (let index = 0; index < to; index++) {
    const position = Math.max(0, ((index + 0.5) * from) / to - 0.5);
    first[index] = Math.min(Math.floor(position), from - 1);
    second[index] = Math.min(first[index]! + 1, from - 1);
    share[index] = position - first[index]!;
  }
  return { first, second, share };
}

function widen(source: Float32Array, classes: number, { first, second, share }: Blends, target: Float32Array): void {
  for (let x = 0, at = 0; x < first.length; x++) {
    const [left, right, part] = [first[x]! * classes, second[x]! * classes, share[x]!];
    for (let index = 0; index < classes; index++, at++)
      target[at] = (1 - part) * source[left + index]! + part * source[right + index]!;
  }
}

/** Which of `count` values from `from` on is the largest; of equal ones, the first. */
export function argmax(values: Float32Array, from: number, count: number): number {
  let best = 0;
  for (let index = 1; index < count; index++) if (values[from + index]! > values[from + best]!) best = index;
  return best;
}

function softmax(values: Float32Array, target: Float32Array, from: number, count: number): void {
  let largest = -Infinity;
  for (let index = from; index < from + count; index++) largest = Math.max(largest, values[index]!);
  let sum = 0;
  for (let index = from; index < from + count; index++) sum += target[index] = Math.exp(values[index]! - largest);
  for (let index = from; index < from + count; index++) target[index]! /= sum;
}
