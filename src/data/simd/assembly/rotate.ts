/**
 * Turns image and mask by `quarters` (1 to 3) of 90 degrees counter-clockwise, as numpy's `rot90`. Each pixel is
 * written with one byte too many, which the next one overwrites.
 */
export function rotateQuarters(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, height: i32, width: i32, quarters: i32,
): void {
  if (quarters == 1) turn(image, mask, imageOut, maskOut, width, height, width - 1, -1, width);
  else if (quarters == 2) turn(image, mask, imageOut, maskOut, height, width, height * width - 1, -width, -1);
  else turn(image, mask, imageOut, maskOut, width, height, (height - 1) * width, 1, -width);
}

/**
 * The first output pixel comes from pixel `start`; the next row from `rowStep` pixels on, the next column from
 * `columnStep`.
 */
function turn(
  image: usize, mask: usize, imageOut: usize, maskOut: usize, outHeight: i32, outWidth: i32, start: i32, rowStep: i32,
  columnStep: i32,
): void {
  let out = 0;
  for (let row = 0; row < outHeight; row++) {
    let from = start + row * rowStep;
    for (let column = 0; column < outWidth; column++, from += columnStep, out++) {
      store<u8>(maskOut + usize(out), load<u8>(mask + usize(from)));
      store<u32>(imageOut + usize(out * 3), load<u32>(image + usize(from * 3)));
    }
  }
}
