/**
 * Copies a window of rows of `rowLength` bytes into rows of `outLength` bytes. Where the window reaches over the
 * source, the target is not changed. `left` and `top` may be negative; lengths and `left` are in bytes.
 */
export function crop(
  source: usize, rows: i32, rowLength: i32, target: usize, outRows: i32, outLength: i32, top: i32, left: i32,
): void {
  const first = max(0, left);
  const length = min(rowLength, left + outLength) - first;
  if (length <= 0) return;
  for (let row = max(0, top), end = min(rows, top + outRows); row < end; row++) {
    const to = target + usize((row - top) * outLength + first - left);
    memory.copy(to, source + usize(row * rowLength + first), usize(length));
  }
}
