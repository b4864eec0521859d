import { makeDivisible, type Stages } from '../inverted-residuals/stages.ts';

/** Expansion, channels at alpha 1, blocks and stride of each stage (Sandler et al. 2018, table 2). */
const table = [
  [1, 16, 1, 1],
  [6, 24, 2, 2],
  [6, 32, 3, 2],
  [6, 64, 4, 2],
  [6, 96, 3, 1],
  [6, 160, 3, 2],
  [6, 320, 1, 1],
] as const;

/** MobileNetV2's first channels and stages by its width multiplier. */
export function mobileNetV2(alpha: number): { readonly stem: number; readonly stages: Stages } {
  const stem = makeDivisible(32 * alpha);
  let inChannels = stem;
  const stages = table.map(([expansion, channels, blocks, stride]) =>
    Array.from({ length: blocks }, (_, index) => {
      const expanded = inChannels * expansion;
      inChannels = makeDivisible(channels * alpha);
      return {
        kernelSize: 3,
        stride: index === 0 ? stride : 1,
        expanded,
        outChannels: inChannels,
        activation: 'relu6' as const,
      };
    }),
  );
  return { stem, stages };
}
