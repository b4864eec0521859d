// Image routines in AssemblyScript, compiled to WebAssembly with SIMD. Addresses are bytes in the one memory that
// src/data/simd/scratch.ts hands out. Images are uint8 [height, width, 3], masks uint8 [height, width].
export { affine } from './affine';
export { blend, paste } from './mix';
export { blur } from './blur';
export { crop } from './crop';
export { displace } from './displace';
export { blurField, uniformField } from './field';
export { copyBytes, fillBytes, fillRectangle } from './fill';
export { flipImage, flipMask, flipRows } from './flip';
export { grayscale, greyMean } from './grey';
export { shiftHsv } from './hue';
export { addNoise } from './noise';
export { perspective } from './perspective';
export { pick } from './pick';
export { filterColumns, filterRows } from './resize';
export { rotateQuarters } from './rotate';
export { undoPngFilters } from './png-filters';
export { saturate } from './saturate';
export { scale, scaleAndShift } from './scale-and-shift';

/** The first address behind the routines' constants. */
export function firstFree(): usize {
  return __heap_base;
}
