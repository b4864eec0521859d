export function fillBytes(target: usize, length: i32, value: u8): void {
  memory.fill(target, value, usize(length));
}

/** Repeats the `length` bytes at `value` over a rectangle of `height` x `width` pixels of `length` bytes. */
export function fillRectangle(
  target: usize, rowLength: i32, top: i32, left: i32, height: i32, width: i32, value: usize, length: i32,
): void {
  const first = target + usize(top * rowLength + left * length);
  for (let pixel = 0; pixel < width; pixel++) memory.copy(first + usize(pixel * length), value, usize(length));
  for (let row = 1; row < height; row++) memory.copy(first + usize(row * rowLength), first, usize(width * length));
}

/** Copies bytes. */
export function copyBytes(source: usize, target: usize, length: i32): void {
  memory.copy(target, source, usize(length));
}
