// Numeric kernels in AssemblyScript, compiled to WebAssembly with SIMD. Addresses are bytes in the one memory that
// src/data/simd/scratch.ts hands out; images are [height, width, 3] uint8, masks [height, width] uint8.
export { affine } from './affine';
export { blur } from './blur';
export { crop } from './crop';
export { copyBytes, fillBytes, fillRectangle } from './fill';
export { flipImage, flipMask, flipRows } from './flip';
export { grayscale, greyMean } from './grey';
export { turnHue } from './hue';
export { addNoise } from './noise';
export { perspective } from './perspective';
export { pick } from './pick';
export { filterColumns, filterRows } from './resize';
export { undoPngFilters } from './png-filters';
export { saturate } from './saturate';
export { scale, scaleAndShift } from './scale-and-shift';

/** The first address that no constant of the kernels uses. */
export function firstFree(): usize {
  return __heap_base;
}
