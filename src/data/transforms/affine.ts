import { IGNORE_INDEX } from '../../tasks/semantic/mask.ts';
import { mapSample } from '../simd/map-sample.ts';
import type { Sample } from '../sample.ts';
import { inHalves, type MapRows } from './in-halves.ts';

/** An affine map around the image's centre, with the parameters of torchvision's `affine`. */
export interface AffineMap {
  /** Degrees, clockwise. */
  readonly angle: number;
  /** Pixels to the right and down. */
  readonly translate: readonly [x: number, y: number];
  readonly scale: number;
  /** Degrees along x and y. */
  readonly shear: readonly [x: number, y: number];
}

/**
 * Moves image (bilinear) and mask (nearest) as torchvision's `affine` does. Pixels from outside are black, and `fill`
 * in the mask.
 */
export function warpAffine(sample: Sample, map: AffineMap, fill = IGNORE_INDEX): Sample {
  const { height, width } = sample;
  const rows = inHalves(inverseMatrix(map), sample);
  return mapSample(sample, ({ routines }, { image, mask, imageOut, maskOut }) =>
    routines.affine(image, mask, imageOut, maskOut, height, width, fill, ...rows),
  );
}

/** The matrix from output to input: torchvision's `_get_inverse_affine_matrix` with the centre at the origin. */
function inverseMatrix({ angle, translate, scale, shear }: AffineMap): MapRows {
  const [rotation, shearX, shearY] = [angle, ...shear].map((degrees) => (degrees * Math.PI) / 180) as [
    number,
    number,
    number,
  ];
  const a = Math.cos(rotation - shearY) / Math.cos(shearY);
  const b = (-Math.cos(rotation - shearY) * Math.tan(shearX)) / Math.cos(shearY) - Math.sin(rotation);
  const c = Math.sin(rotation - shearY) / Math.cos(shearY);
  const d = (-Math.sin(rotation - shearY) * Math.tan(shearX)) / Math.cos(shearY) + Math.cos(rotation);
  const [m0, m1, m3, m4] = [d / scale, -b / scale, -c / scale, a / scale];
  const [x, y] = translate;
  return [m0, m1, -m0 * x - m1 * y, m3, m4, -m3 * x - m4 * y];
}
