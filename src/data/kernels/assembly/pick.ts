/** The pixels of `channels` bytes at the given rows and columns, int32 each, of an image of `width` pixels a row. */
export function pick(source: usize, width: i32, channels: i32, target: usize, rows: usize, outRows: i32, columns: usize, outColumns: i32): void {
  for (let row = 0, out = target; row < outRows; row++) {
    const start = source + usize(load<i32>(rows + usize(row * 4)) * width * channels);
    for (let column = 0; column < outColumns; column++, out += usize(channels)) {
      const pixel = start + usize(load<i32>(columns + usize(column * 4)) * channels);
      for (let channel: usize = 0; channel < usize(channels); channel++) store<u8>(out + channel, load<u8>(pixel + channel));
    }
  }
}
