/**
 * Counts finite values in buckets of equal width, as TensorBoard's `histogram` summary does: rows of left edge, right
 * edge and count, shape [buckets, 3]. Without values, all is zero. If all values are equal, the last bucket has them
 * and its width is 0.
 */
export function histogramBuckets(values: Iterable<number>, buckets = 30): Float64Array {
  const rows = new Float64Array(buckets * 3);
  const { least, greatest } = finiteRange(values);
  if (least > greatest) return rows;

  const width = (greatest - least) / buckets;
  for (let bucket = 0; bucket < buckets; bucket++) {
    rows[bucket * 3] = least + bucket * width;
    rows[bucket * 3 + 1] = bucket === buckets - 1 ? greatest : least + (bucket + 1) * width;
  }
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    const bucket = width === 0 ? buckets - 1 : Math.min(Math.floor((value - least) / width), buckets - 1);
    rows[bucket * 3 + 2]! += 1;
  }
  return rows;
}

function finiteRange(values: Iterable<number>): { least: number; greatest: number } {
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    least = Math.min(least, value);
    greatest = Math.max(greatest, value);
  }
  return { least, greatest };
}
