import { readFixture, unpack } from '../../helpers/data.ts';
import type { AffineMap } from '../../../src/data/transforms/affine.ts';
import type { Window } from '../../../src/data/resize/resize-plan.ts';

interface Pair {
  readonly image: string;
  readonly mask: string;
}

/** What torchvision made of one image and mask; arrays of bytes are in base64. */
export const made = await readFixture<
  Pair & {
    readonly height: number;
    readonly width: number;
    readonly affine: readonly (Pair & { readonly map: AffineMap })[];
    readonly rotation: readonly (Pair & { readonly degrees: number })[];
    readonly blur: readonly { readonly kernelSize: number; readonly sigma: number; readonly image: string }[];
    readonly grey: string;
    readonly crops: readonly (Pair & { readonly window: Window })[];
  }
>('data/augmentations.json');

export const source = {
  name: 'fixture',
  height: made.height,
  width: made.width,
  image: unpack(made.image),
  mask: unpack(made.mask),
};
