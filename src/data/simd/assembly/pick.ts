/**
 * Copies the pixels, of `channels` bytes, at the given rows and columns (int32) of an image with `width` pixels per
 * row.
 */
export function pick(
  source: usize, width: i32, channels: i32, target: usize, rows: usize, outRows: i32, columns: usize, outColumns: i32,
): void {
  for (let row = 0, out = target; row < outRows; row++) {
    const start = source + usize(load<i32>(rows + usize(row * 4)) * width * channels);
    let column = 0;
    if (channels === 1) {
      for (; column + 4 <= outColumns; column += 4, out += 4) {
        const places = columns + usize(column * 4);
        const low = u32(load<u8>(start + load<u32>(places))) | (u32(load<u8>(start + load<u32>(places, 4))) << 8);
        const high = u32(load<u8>(start + load<u32>(places, 8))) | (u32(load<u8>(start + load<u32>(places, 12))) << 8);
        store<u32>(out, low | (high << 16));
      }
    }
    for (; column < outColumns; column++, out += usize(channels)) {
      const pixel = start + usize(load<i32>(columns + usize(column * 4)) * channels);
      for (let channel: usize = 0; channel < usize(channels); channel++)
        store<u8>(out + channel, load<u8>(pixel + channel));
    }
  }
}
