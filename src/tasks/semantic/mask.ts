// A file of its own, since the rooms that make masks and those that score them all load it, and it loads nothing.

/** The mask value of pixels that no loss, metric or statistic counts. */
export const IGNORE_INDEX = 255;

/** What every pixel is: a class index or `IGNORE_INDEX`; shape [height, width], row after row. */
export type LabelMap = Uint8Array;
