// xoroshiro128+ (Blackman and Vigna). Its output is low + high; `mixed` is low ^ high.

// @ts-ignore: decorator
@inline
export function nextLow(low: u64, mixed: u64): u64 {
  return rotl(low, 24) ^ mixed ^ (mixed << 16);
}

// @ts-ignore: decorator
@inline
export function nextHigh(mixed: u64): u64 {
  return rotl(mixed, 37);
}
