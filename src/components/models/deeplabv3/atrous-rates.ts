import type { FeatureLevel } from '../../../registry/index.ts';

/**
 * Dilations of the three atrous convolutions: 6, 12 and 18 at stride 16, and as many pixels of the image at any other
 * stride, so 12, 24 and 36 at stride 8 (Chen et al. 2017, section 3.3).
 */
export function defaultAtrousRates({ stride }: FeatureLevel): readonly number[] {
  return [6, 12, 18].map((rate) => Math.max(1, Math.round((rate * 16) / stride)));
}
