// This is a separate file that loads nothing, since all rooms that make or score masks load it.

/** The mask value of pixels that no loss, metric or statistic counts. */
export const IGNORE_INDEX = 255;

/** Class index or `IGNORE_INDEX` of every pixel; shape [height, width], row by row. */
export type LabelMap = Uint8Array;
