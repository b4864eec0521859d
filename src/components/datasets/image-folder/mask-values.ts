import type { MaskValue } from '../../../registry/index.ts';
import { vocColor } from '../class-colors.ts';
import type { MaskParams } from './labels.ts';

/** What masks store for each class: of several values or colours that mean it, the first. */
export function maskValues({ classes, mask_format }: Pick<MaskParams, 'classes' | 'mask_format'>): MaskValue[] {
  return classes.map(({ color, values, colors }, index) =>
    mask_format === 'index' ? (values?.[0] ?? index) : (colors?.[0] ?? color ?? vocColor(index)),
  );
}
