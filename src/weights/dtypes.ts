/** Numbers of a weight file, in the array that holds them as they are stored; 16-bit floats as their bits. */
export type Numbers =
  Float64Array | Float32Array | BigInt64Array | Int32Array | Int16Array | Int8Array | Uint16Array | Uint8Array;

/** Which JavaScript array holds each dtype of safetensors. */
export const arrays = {
  F64: Float64Array,
  F32: Float32Array,
  F16: Uint16Array,
  BF16: Uint16Array,
  I64: BigInt64Array,
  I32: Int32Array,
  I16: Int16Array,
  I8: Int8Array,
  U8: Uint8Array,
  BOOL: Uint8Array,
} as const;

export type Dtype = keyof typeof arrays;

/** A tensor as a file holds it. */
export interface StoredArray {
  readonly dtype: Dtype;
  readonly shape: readonly number[];
  readonly data: Numbers;
}

/**
 * The same numbers as float32. F16 and BF16 fit exactly; F64 and whole numbers beyond 2^24 are rounded to the nearest.
 * BOOL gives 0 and 1.
 */
export function toFloat32(dtype: Dtype, data: Numbers): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof BigInt64Array) return Float32Array.from(data, Number);
  if (dtype === 'F16') return Float32Array.from(data, halfToNumber);
  if (dtype === 'BF16') return brainFloats(data as Uint16Array);
  return Float32Array.from(data);
}

/** IEEE 754 binary16: one sign bit, five of exponent with bias 15, ten of fraction. */
function halfToNumber(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction ? NaN : sign * Infinity;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The upper half of a float32. */
function brainFloats(data: Uint16Array): Float32Array {
  return new Float32Array(Uint32Array.from(data, (bits) => bits << 16).buffer);
}
