/**
 * Convolves an image with `taps` float32 weights along rows, then along columns. Edges are mirrored without repeating
 * the last pixel. Results are rounded once, at the end. `rows` is memory for the image as float32, `padded` for one row
 * of it with 3 * (taps - 1) more values.
 */
export function blur(
  source: usize, target: usize, height: i32, width: i32, weights: usize, taps: i32, rows: usize, padded: usize,
): void {
  const reach = taps >> 1;
  const length = width * 3;
  for (let row = 0; row < height; row++) {
    pad(source + usize(row * length), padded, width, reach);
    weigh(padded, 12, rows + usize(row * length * 4), length, weights, taps);
  }
  for (let row = 0; row < height; row++) {
    weighRows(rows, target + usize(row * length), row, height, length, weights, taps);
  }
}

/** A row as float32 with `reach` mirrored pixels on both sides. */
function pad(row: usize, padded: usize, width: i32, reach: i32): void {
  for (let position = -reach; position < width + reach; position++) {
    const pixel = row + usize(mirrored(position, width) * 3);
    const to = padded + usize((position + reach) * 12);
    store<f32>(to, f32(load<u8>(pixel)));
    store<f32>(to, f32(load<u8>(pixel, 1)), 4);
    store<f32>(to, f32(load<u8>(pixel, 2)), 8);
  }
}

export function mirrored(position: i32, length: i32): i32 {
  const index = position < 0 ? -position : position;
  return index < length ? index : 2 * (length - 1) - index;
}

/** out[i] is the sum of weights[t] * values[i + t * step]; `step` in bytes. The last vector may reach over the end. */
export function weigh(values: usize, step: usize, out: usize, length: i32, weights: usize, taps: i32): void {
  for (let index = 0; index < length; index += 4) {
    let sum = f32x4.splat(0);
    const from = values + usize(index * 4);
    for (let tap = 0; tap < taps; tap++) {
      sum = f32x4.add(sum, f32x4.mul(v128.load(from + usize(tap) * step), v128.load32_splat(weights + usize(tap * 4))));
    }
    v128.store(out + usize(index * 4), sum);
  }
}

/** One output row from the rows around it. */
function weighRows(rows: usize, out: usize, row: i32, height: i32, length: i32, weights: usize, taps: i32): void {
  const reach = taps >> 1;
  for (let index = 0; index < length; index += 4) {
    let sum = f32x4.splat(0);
    for (let tap = 0; tap < taps; tap++) {
      const from = rows + usize((mirrored(row + tap - reach, height) * length + index) * 4);
      sum = f32x4.add(sum, f32x4.mul(v128.load(from), v128.load32_splat(weights + usize(tap * 4))));
    }
    const rounded = i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(rounded, rounded), i16x8.splat(0));
    store<u32>(out + usize(index), i32x4.extract_lane(bytes, 0));
  }
}
