import { formatCount } from '../../core/format-count.ts';

/** A side of 16,383 squared, about 268 million, which is also the limit of the library that decodes photos. */
export const MOST_PIXELS = 0x3fff ** 2;

/**
 * Refuses, from a file's header, what would fill the memory if it were decoded.
 * @throws Error if there are more than `MOST_PIXELS`
 */
export function assertDecodable({ height, width }: { readonly height: number; readonly width: number }): void {
  if (height * width <= MOST_PIXELS) return;
  throw new Error(`its header says ${width} x ${height} pixels, and at most ${formatCount(MOST_PIXELS)} are decoded`);
}
