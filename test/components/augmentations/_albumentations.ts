import { readFixture, unpack } from '../../helpers/data.ts';

/** What Albumentations' formulas make of one image and mask; arrays of bytes are in base64. */
export const albumentations = await readFixture<{
  readonly height: number;
  readonly width: number;
  readonly image: string;
  readonly mask: string;
  readonly hsv: readonly { readonly shift: readonly [number, number, number]; readonly image: string }[];
  readonly brightness: readonly { readonly ratio: number; readonly shift: number; readonly image: string }[];
  readonly turned: readonly { readonly quarters: number; readonly image: string; readonly mask: string }[];
  readonly elastic: readonly {
    readonly sigma: number;
    readonly alpha: number;
    readonly noise: readonly [string, string];
    readonly fields: readonly [string, string];
    readonly image: string;
    readonly mask: string;
  }[];
}>('data/albumentations.json');

export const sample = {
  name: 'fixture',
  height: albumentations.height,
  width: albumentations.width,
  image: unpack(albumentations.image),
  mask: unpack(albumentations.mask),
};
