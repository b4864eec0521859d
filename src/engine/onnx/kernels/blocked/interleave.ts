import type { Lowering } from '../../lowering.ts';

/**
 * Phases put together: pixel (row, column) of phase (r, c) of an s x t grid becomes pixel (s * row + r, t * column +
 * c). Each is named [images, height, width, block] in memory, images being those of all blocks, and so is the result.
 */
export function interleave(
  lowering: Lowering,
  phases: readonly (readonly string[])[],
  [images, height, width]: readonly [number, number, number],
): string {
  const { blockSize } = lowering;
  const rows = phases.map((row) => {
    const columns = row.map((name) => lowering.reshape(name, [images, height, width, 1, blockSize]));
    const joined = lowering.node('Concat', columns, { axis: 3 });
    return lowering.reshape(joined, [images, height, 1, row.length * width * blockSize]);
  });
  return lowering.node('Concat', rows, { axis: 2 });
}
