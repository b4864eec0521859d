/**
 * Unpacks the run lengths of a BMP of 8 or 4 bits, in stored order of rows. Two bytes are a count and what is repeated:
 * an index, or two indices of 4 bits in turn. After a count of 0 comes 0 for the end of a row, 1 for the end of the
 * image, 2 for a step to the right and up, or the number of indices that follow as they are, in an even number of
 * bytes. What is stepped over has index 0.
 * @throws Error if the file ends before the end of the image
 */
export function unpackRuns(packed: Uint8Array, height: number, width: number, isNibbles: boolean): Uint8Array {
  const out = new Uint8Array(height * width);
  let [at, row, column] = [0, 0, 0];
  const next = () => {
    const byte = packed[at++];
    if (byte === undefined) throw new Error('the file ends in its pixels');
    return byte;
  };
  const put = (index: number) => {
    if (row < height && column < width) out[row * width + column] = index;
    column++;
  };
  const half = (byte: number, which: number) => (isNibbles ? (which % 2 === 0 ? byte >> 4 : byte & 15) : byte);
  while (row < height) {
    const count = next();
    const value = next();
    if (count > 0) for (let pixel = 0; pixel < count; pixel++) put(half(value, pixel));
    else if (value === 0) [row, column] = [row + 1, 0];
    else if (value === 1) break;
    else if (value === 2) [column, row] = [column + next(), row + next()];
    else {
      const start = at;
      let byte = 0;
      for (let pixel = 0; pixel < value; pixel++) {
        if (!isNibbles || pixel % 2 === 0) byte = next();
        put(half(byte, pixel));
      }
      if ((at - start) % 2 === 1) at++;
    }
  }
  return out;
}
