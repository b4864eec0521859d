/**
 * Levels from 0 to 255 of numbers of 16 bits: the least that occurs becomes 0, the largest 255, and what is between them is
 * rounded. Cameras and microscopes store 10, 12 or 14 bits in 16, of which a fixed division would leave little. All
 * channels have one range, so that colours stay. Where all numbers are equal, 65,535 stands for 255.
 */
export function stretchRange(values: Uint16Array): Uint8Array {
  let [least, most] = [0xffff, 0];
  for (const value of values) {
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const [from, range] = most > least ? [least, most - least] : [0, 0xffff];
  return Uint8Array.from(values, (value) => Math.round(((value - from) * 255) / range));
}
