import { colorOf } from '../../../data/masks/color-keys.ts';
import type { DatasetOutline } from '../../../registry/index.ts';
import type { MaskParams } from './labels.ts';
import { meaningsOf } from './meanings.ts';

/**
 * What masks store for each class: of several values or colours that mean it, the first. Nothing where a class has none
 * of its own, as the one that stands for all other values, and where masks are objects.
 */
export function maskValues(params: MaskParams): Pick<DatasetOutline, 'maskValues'> {
  if (params.mask_format === 'objects') return {};
  const meanings = meaningsOf(params);
  const keys = params.classes.map((_, index) => meanings.find(({ label }) => label === index)?.key);
  if (keys.includes(undefined)) return {};
  return { maskValues: keys.map((key) => (params.mask_format === 'index' ? key! : colorOf(key!))) };
}
