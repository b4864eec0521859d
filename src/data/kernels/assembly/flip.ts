/** Mirrors left and right: 16 pixels at a time, 48 bytes that are read from the right and written from the left. */
export function flipImage(source: usize, target: usize, height: i32, width: i32): void {
  for (let row = 0; row < height; row++) {
    const start = source + usize(row * width * 3);
    const out = target + usize(row * width * 3);
    let column = 0;
    for (; column + 16 <= width; column += 16) {
      const from = start + usize((width - column - 16) * 3);
      const a = v128.load(from);
      const b = v128.load(from, 16);
      const c = v128.load(from, 32);
      const to = out + usize(column * 3);
      v128.store(to, v128.shuffle<u8>(b, c, 29, 30, 31, 26, 27, 28, 23, 24, 25, 20, 21, 22, 17, 18, 19, 14));
      const middle = v128.shuffle<u8>(b, c, 15, 16, 11, 12, 13, 8, 9, 10, 5, 6, 7, 2, 3, 4, 0, 0);
      v128.store(to, v128.shuffle<u8>(middle, a, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 31, 14), 16);
      v128.store(to, v128.shuffle<u8>(a, b, 17, 12, 13, 14, 9, 10, 11, 6, 7, 8, 3, 4, 5, 0, 1, 2), 32);
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

export function flipMask(source: usize, target: usize, height: i32, width: i32): void {
  for (let row = 0; row < height; row++) {
    const start = source + usize(row * width);
    const out = target + usize(row * width);
    let column = 0;
    for (; column + 16 <= width; column += 16) {
      const pixels = v128.load(start + usize(width - column - 16));
      v128.store(out + usize(column), v128.shuffle<u8>(pixels, pixels, 15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0));
    }
    for (; column < width; column++) store<u8>(out + usize(column), load<u8>(start + usize(width - column - 1)));
  }
}

/** Mirrors top and bottom. */
export function flipRows(source: usize, target: usize, rows: i32, rowLength: i32): void {
  for (let row = 0; row < rows; row++) {
    memory.copy(target + usize((rows - 1 - row) * rowLength), source + usize(row * rowLength), usize(rowLength));
  }
}
