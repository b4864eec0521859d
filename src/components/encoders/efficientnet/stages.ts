import type { Stages } from '../inverted-residuals/stages.ts';

/** Kernel size, expansion, channels, blocks and stride of each stage (Tan and Le 2019, table 1). */
const table = [
  [3, 1, 16, 1, 1],
  [3, 6, 24, 2, 2],
  [5, 6, 40, 2, 2],
  [3, 6, 80, 3, 2],
  [5, 6, 112, 3, 1],
  [5, 6, 192, 4, 2],
  [3, 6, 320, 1, 1],
] as const;

export const efficientNetStem = 32;

/** EfficientNet-B0. Squeeze-excite has a quarter of the block's input channels inside. */
export function efficientNetB0(): Stages {
  let inChannels = efficientNetStem;
  return table.map(([kernelSize, expansion, channels, blocks, stride]) =>
    Array.from({ length: blocks }, (_, index) => {
      const expanded = inChannels * expansion;
      const squeeze = { channels: inChannels / 4, activation: 'silu', gate: 'sigmoid' } as const;
      inChannels = channels;
      const steps = index === 0 ? stride : 1;
      return { kernelSize, stride: steps, expanded, outChannels: channels, squeeze, activation: 'silu' as const };
    }),
  );
}
