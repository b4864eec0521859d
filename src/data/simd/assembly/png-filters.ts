/**
 * Undoes the filters of PNG rows of one byte per pixel (PNG specification, section 9). `source` has a filter byte
 * before each row of `width`. Returns false for an unknown filter.
 */
export function undoPngFilters(source: usize, target: usize, height: i32, width: i32): bool {
  for (let row = 0; row < height; row++) {
    const from = source + usize(row * (width + 1) + 1);
    const to = target + usize(row * width);
    const above: usize = row === 0 ? 0 : to - usize(width);
    const filter = load<u8>(from - 1);
    if (filter === 0) memory.copy(to, from, usize(width));
    else if (filter > 4) return false;
    else {
      let left: i32 = 0;
      let upperLeft: i32 = 0;
      for (let column: usize = 0; column < usize(width); column++) {
        const up: i32 = above === 0 ? 0 : load<u8>(above + column);
        const average = (left + up) >> 1;
        const predicted = filter === 1 ? left : filter === 2 ? up : filter === 3 ? average : paeth(left, up, upperLeft);
        left = (load<u8>(from + column) + predicted) & 255;
        upperLeft = up;
        store<u8>(to + column, u8(left));
      }
    }
  }
  return true;
}

// @ts-ignore: decorator
@inline
function paeth(left: i32, up: i32, upperLeft: i32): i32 {
  const estimate = left + up - upperLeft;
  const a = abs(estimate - left);
  const b = abs(estimate - up);
  const c = abs(estimate - upperLeft);
  return a <= b && a <= c ? left : b <= c ? up : upperLeft;
}
