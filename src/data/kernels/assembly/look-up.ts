/** Replaces each byte by the entry of a table of 256 bytes. */
export function lookUp(source: usize, target: usize, length: i32, table: usize): void {
  let index: usize = 0;
  const blocks = usize(length) & ~7;
  for (; index < blocks; index += 8) {
    const values = load<u64>(source + index);
    let out: u64 = load<u8>(table + usize(values & 255));
    out |= u64(load<u8>(table + usize((values >> 8) & 255))) << 8;
    out |= u64(load<u8>(table + usize((values >> 16) & 255))) << 16;
    out |= u64(load<u8>(table + usize((values >> 24) & 255))) << 24;
    out |= u64(load<u8>(table + usize((values >> 32) & 255))) << 32;
    out |= u64(load<u8>(table + usize((values >> 40) & 255))) << 40;
    out |= u64(load<u8>(table + usize((values >> 48) & 255))) << 48;
    out |= u64(load<u8>(table + usize(values >> 56))) << 56;
    store<u64>(target + index, out);
  }
  for (; index < usize(length); index++) store<u8>(target + index, load<u8>(table + usize(load<u8>(source + index))));
}
