/** Swaps left and right, five pixels per vector. The sixteenth byte of each store is overwritten by the next store. */
export function flipImage(source: usize, target: usize, height: i32, width: i32): void {
  for (let row = 0; row < height; row++) {
    const start = source + usize(row * width * 3);
    const out = target + usize(row * width * 3);
    let column = 0;
    for (; column + 20 <= width; column += 20) {
      const from = start + usize((width - column - 20) * 3);
      const to = out + usize(column * 3);
      v128.store(to, mirrored(v128.load(from, 45)));
      v128.store(to, mirrored(v128.load(from, 30)), 15);
      v128.store(to, mirrored(v128.load(from, 15)), 30);
      v128.store(to, mirrored(v128.load(from)), 45);
    }
    for (; column + 5 <= width; column += 5) {
      v128.store(out + usize(column * 3), mirrored(v128.load(start + usize((width - column - 5) * 3))));
    }
    for (; column < width; column++) {
      const from = start + usize((width - column - 1) * 3);
      const to = out + usize(column * 3);
      store<u8>(to, load<u8>(from));
      store<u8>(to, load<u8>(from, 1), 1);
      store<u8>(to, load<u8>(from, 2), 2);
    }
  }
}

/** Five pixels in the opposite order. */
// @ts-ignore: decorator
@inline
function mirrored(pixels: v128): v128 {
  return v128.shuffle<u8>(pixels, pixels, 12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2, 15);
}

export function flipMask(source: usize, target: usize, height: i32, width: i32): void {
  for (let row = 0; row < height; row++) {
    const start = source + usize(row * width);
    const out = target + usize(row * width);
    let column = 0;
    for (; column + 16 <= width; column += 16) {
      const pixels = v128.load(start + usize(width - column - 16));
      const turned = v128.shuffle<u8>(pixels, pixels, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
      v128.store(out + usize(column), turned);
    }
    for (; column < width; column++) store<u8>(out + usize(column), load<u8>(start + usize(width - column - 1)));
  }
}

/** Swaps top and bottom. */
export function flipRows(source: usize, target: usize, rows: i32, rowLength: i32): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(target + usize((rows - 1 - row) * rowLength), source + usize(row * rowLength), usize(rowLength));
  }
}
