/** Codes have at most 12 bits. */
const MOST_CODES = 4096;

/**
 * Unpacks the pixels of a GIF: LZW with codes from `bits + 1` to 12 bits, least significant first
 * (https://www.w3.org/Graphics/GIF/spec-gif89a.txt, appendix F).
 * @throws Error if there are fewer than `length` pixels, or a code has no meaning
 */
export function unpackLzw(packed: Uint8Array, bits: number, length: number): Uint8Array {
  if (bits < 1 || bits > 8) throw new Error(`expected pixels of 1 to 8 bits, got ${bits}`);
  const clear = 1 << bits;
  const end = clear + 1;
  const out = new Uint8Array(length);
  const code = codeReader(packed);
  // What a code beyond `end` stands for: what `prefix` stands for, then `suffix`.
  const [prefix, suffix] = [new Uint16Array(MOST_CODES), new Uint8Array(MOST_CODES)];
  const reversed = new Uint8Array(MOST_CODES + 1);
  let [size, next, previous, first, written] = [bits + 1, end + 1, -1, 0, 0];
  while (written < length) {
    const read = code(size);
    if (read === undefined || read === end) throw new Error(`expected ${length} pixels, got ${written}`);
    if (read === clear) {
      [size, next, previous] = [bits + 1, end + 1, -1];
      continue;
    }
    if (read > next || (previous < 0 && read > end)) throw new Error(`the code ${read} has no meaning`);
    let count = 0;
    let current = read;
    if (read === next) {
      reversed[count++] = first;
      current = previous;
    }
    for (; current > end; current = prefix[current]!) reversed[count++] = suffix[current]!;
    first = current;
    reversed[count++] = current;
    while (count > 0 && written < length) out[written++] = reversed[--count]!;
    if (previous >= 0 && next < MOST_CODES) {
      prefix[next] = previous;
      suffix[next++] = first;
      if (next === 1 << size && size < 12) size++;
    }
    previous = read;
  }
  return out;
}

/** Reads codes of any size; undefined at the end. */
function codeReader(packed: Uint8Array): (size: number) => number | undefined {
  let [held, count, at] = [0, 0, 0];
  return (size) => {
    for (; count < size; count += 8) {
      if (at >= packed.length) return undefined;
      held |= packed[at++]! << count;
    }
    const code = held & ((1 << size) - 1);
    held >>>= size;
    count -= size;
    return code;
  };
}
