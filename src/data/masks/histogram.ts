/** How often each byte occurs. Neighbours go to different tables: adding to one number twice in a row is slow. */
export function histogram(bytes: Uint8Array): Uint32Array {
  const [even, odd] = [new Uint32Array(256), new Uint32Array(256)];
  const pairs = bytes.length & ~1;
  for (let at = 0; at < pairs; at += 2) {
    even[bytes[at]!]!++;
    odd[bytes[at + 1]!]!++;
  }
  if (pairs < bytes.length) even[bytes[pairs]!]!++;
  return even.map((count, value) => count + odd[value]!);
}
