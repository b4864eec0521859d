import { nextHigh, nextLow } from './xoroshiro';

// Normal numbers are taken from 65,536 quantiles, up to 4.3 standard deviations, which is fine enough for 8-bit levels.
// 16 random bits choose one: each draw gives four numbers.
const QUANTILES = 65536;
const quantiles = memory.data(QUANTILES * 4);
let ready = false;

/**
 * Adds `mean` and noise of deviation `sigma` to each byte, rounds halves to even and clamps. The seed must not be zero.
 */
export function addNoise(
  source: usize, target: usize, length: i32, mean: f32, sigma: f32, seedLow: u64, seedHigh: u64,
): void {
  if (!ready) makeQuantiles();
  let low = seedLow;
  let high = seedHigh;
  // The last vector may reach over the end.
  for (let index: usize = 0; index < usize(length); index += 4) {
    const bits = low + high;
    const mixed = low ^ high;
    low = nextLow(low, mixed);
    high = nextHigh(mixed);
    let noise = v128.load32_zero(quantile(bits));
    noise = v128.load32_lane(quantile(bits >> 16), noise, 1);
    noise = v128.load32_lane(quantile(bits >> 32), noise, 2);
    noise = v128.load32_lane(quantile(bits >> 48), noise, 3);
    const words = i16x8.extend_low_i8x16_u(v128.load32_zero(source + index));
    const levels = f32x4.convert_i32x4_u(i32x4.extend_low_i16x8_u(words));
    const sum = f32x4.add(levels, f32x4.add(f32x4.splat(mean), f32x4.mul(f32x4.splat(sigma), noise)));
    const rounded = i32x4.trunc_sat_f32x4_s(f32x4.nearest(sum));
    const bytes = i8x16.narrow_i16x8_u(i16x8.narrow_i32x4_s(rounded, rounded), i16x8.splat(0));
    store<u32>(target + index, i32x4.extract_lane(bytes, 0));
  }
}

// @ts-ignore: decorator
@inline
function quantile(bits: u64): usize {
  return quantiles + (usize(bits & 0xffff) << 2);
}

function makeQuantiles(): void {
  for (let index = 0; index < QUANTILES; index++) {
    store<f32>(quantiles + usize(index * 4), f32(normalQuantile((f64(index) + 0.5) / QUANTILES)));
  }
  ready = true;
}

/** The inverse of the normal distribution (Acklam's rational approximation, relative error 1e-9). */
function normalQuantile(p: f64): f64 {
  if (p > 0.5) return -normalQuantile(1 - p);
  if (p < 0.02425) {
    const q = Math.sqrt(-2 * Math.log(p));
    return (
      (((((-7.784894002430293e-3 * q - 3.223964580411365e-1) * q - 2.400758277161838) * q - 2.549732539343734) * q
        + 4.374664141464968) * q + 2.938163982698783) /
      ((((7.784695709041462e-3 * q + 3.224671290700398e-1) * q + 2.445134137142996) * q + 3.754408661907416) * q + 1)
    );
  }
  const q = p - 0.5;
  const r = q * q;
  return (
    ((((((-3.969683028665376e1 * r + 2.209460984245205e2) * r - 2.759285104469687e2) * r + 1.383577518672690e2) * r
      - 3.066479806614716e1) * r + 2.506628277459239) * q) /
    (((((-5.447609879822406e1 * r + 1.615858368580409e2) * r - 1.556989798598866e2) * r + 6.680131188771972e1) * r
      - 1.328068155288572e1) * r + 1)
  );
}
