/** COCO's run lengths go down the columns, alternately outside and inside of the object, and begin outside. */

/**
 * Calls `paint` with the row-major index of each pixel inside. `counts` as in uncompressed RLE of a [height, width]
 * mask.
 */
export function forEachPixel(
  counts: Iterable<number>,
  height: number,
  width: number,
  paint: (pixel: number) => void,
): void {
  let position = 0;
  let on = false;
  for (const count of counts) {
    const end = Math.min(position + count, height * width);
    if (on)
      for (let index = position; index < end; index++) paint((index % height) * width + Math.floor(index / height));
    position = end;
    on = !on;
  }
}

/**
 * Decodes compressed RLE, as `rleFrString` in COCO's maskApi.c: 5 bits per character, differences to the run before
 * last.
 */
export function parseRuns(text: string): number[] {
  const counts: number[] = [];
  for (let position = 0; position < text.length;) {
    let value = 0;
    let shift = 0;
    let more = true;
    while (more) {
      const character = text.charCodeAt(position++) - 48;
      value |= (character & 0x1f) << shift;
      shift += 5;
      more = (character & 0x20) !== 0;
      if (!more && (character & 0x10) !== 0) value |= -1 << shift;
    }
    if (counts.length > 2) value += counts[counts.length - 2]!;
    counts.push(value);
  }
  return counts;
}
