/** Unpacks one row of pixels of 1, 2, 4 or 8 bits, the most significant first. */
export function unpackBits(packed: Uint8Array, width: number, bits: number): Uint8Array {
  if (bits === 8) return packed.subarray(0, width);
  const perByte = 8 / bits;
  return Uint8Array.from({ length: width }, (_, column) => {
    const byte = packed[Math.floor(column / perByte)]!;
    return (byte >> (8 - bits * ((column % perByte) + 1))) & (2 ** bits - 1);
  });
}
