/**
 * A whole number in a network: fixed, or one that follows from the size of the input. The same network recorded at
 * several sizes tells which; where it varies, its value in each recording is kept until somebody needs to know the
 * rule.
 */
export type Extent = number | Varying;

export interface Varying {
  /** One for each recording. */
  readonly values: readonly number[];
}

/** The size of the images in a recording. */
export interface InputSize {
  readonly batch: number;
  readonly height: number;
  readonly width: number;
}

/** `T` with an extent in place of every number. */
export type Sized<T> = T extends number ? Extent : T extends object ? { readonly [K in keyof T]: Sized<T[K]> } : T;

export function extentOf(values: readonly number[]): Extent {
  return values.every((value) => value === values[0]) ? values[0]! : { values };
}

export function isFixed(extent: Extent): extent is number {
  return typeof extent === 'number';
}

/** The value in one of the recordings. */
export function valueIn(extent: Extent, recording: number): number {
  return isFixed(extent) ? extent : extent.values[recording]!;
}

/** What follows from several extents. */
export function combine(extents: readonly Extent[], of: (...values: number[]) => number): Extent {
  const varying = extents.find((extent) => !isFixed(extent)) as Varying | undefined;
  if (!varying) return of(...(extents as number[]));
  return extentOf(varying.values.map((_, recording) => of(...extents.map((extent) => valueIn(extent, recording)))));
}

export function sameExtent(a: Extent, b: Extent): boolean {
  if (isFixed(a) || isFixed(b)) return a === b;
  return a.values.every((value, recording) => value === b.values[recording]);
}

export function sameExtents(a: readonly Extent[], b: readonly Extent[]): boolean {
  return a.length === b.length && a.every((extent, axis) => sameExtent(extent, b[axis]!));
}

/** Whether no number of some attributes follows the size of the images. */
export function isFixedAll(sized: unknown): boolean {
  if (typeof sized !== 'object' || sized === null) return true;
  if (Array.isArray(sized)) return sized.every(isFixedAll);
  return !('values' in sized) && Object.values(sized).every(isFixedAll);
}

/** The network can't take images of any size: the reason, for the person. */
export class SizeMatters extends Error {}
