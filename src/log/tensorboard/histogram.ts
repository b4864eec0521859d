/**
 * Counts finite values in buckets of equal width, as TensorBoard's `histogram` summary does: rows of left edge, right
 * edge and count, shape [buckets, 3]. Without values, all is zero. If all values are equal, the last bucket has them
 * and its width is 0.
 */
export function histogramBuckets(values: Iterable<number>, buckets = 30): Float64Array {
  const rows = new Float64Array(buckets * 3);
  const numbers = isList(values) ? values : Float64Array.from(values);
  const { least, greatest } = finiteRange(numbers);
  if (least > greatest) return rows;

  const last = buckets - 1;
  const width = (greatest - least) / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    rows[bucket * 3] = least + bucket * width;
    rows[bucket * 3 + 1] = bucket === last ? greatest : least + (bucket + 1) * width;
  }
  for (let index = 0; index < numbers.length; index++) {
    const value = numbers[index]!;
    if (!Number.isFinite(value)) continue;
    const bucket = width === 0 ? last : Math.min(Math.floor((value - least) / width), last);
    rows[bucket * 3 + 2]! += 1;
  }
  return rows;
}

function finiteRange(values: ArrayLike<number>): { least: number; greatest: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (let index = 0; index < values.length; index++) {
    const value = values[index]!;
    if (!Number.isFinite(value)) continue;
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, greatest };
}

/** What can be read by its indices, which takes a third of the time that its iterator takes. */
function isList(values: Iterable<number>): values is Iterable<number> & ArrayLike<number> {
  return Array.isArray(values) || ArrayBuffer.isView(values);
}
