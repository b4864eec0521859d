import type { BlockSpec, Stages } from '../inverted-residuals/stages.ts';
import { makeDivisible } from '../inverted-residuals/stages.ts';

type Row = readonly [
  kernelSize: number,
  expanded: number,
  outChannels: number,
  squeezes: 'squeeze' | '-',
  activation: 'relu' | 'hardswish',
  stride: number,
];

/** Howard et al. 2019, table 1. */
export const mobileNetV3Large: Stages = stagesOf([
  [[3, 16, 16, '-', 'relu', 1]],
  [
    [3, 64, 24, '-', 'relu', 2],
    [3, 72, 24, '-', 'relu', 1],
  ],
  [
    [5, 72, 40, 'squeeze', 'relu', 2],
    [5, 120, 40, 'squeeze', 'relu', 1],
    [5, 120, 40, 'squeeze', 'relu', 1],
  ],
  [
    [3, 240, 80, '-', 'hardswish', 2],
    [3, 200, 80, '-', 'hardswish', 1],
    [3, 184, 80, '-', 'hardswish', 1],
    [3, 184, 80, '-', 'hardswish', 1],
  ],
  [
    [3, 480, 112, 'squeeze', 'hardswish', 1],
    [3, 672, 112, 'squeeze', 'hardswish', 1],
  ],
  [
    [5, 672, 160, 'squeeze', 'hardswish', 2],
    [5, 960, 160, 'squeeze', 'hardswish', 1],
    [5, 960, 160, 'squeeze', 'hardswish', 1],
  ],
]);

/** Howard et al. 2019, table 2. */
export const mobileNetV3Small: Stages = stagesOf([
  [[3, 16, 16, 'squeeze', 'relu', 2]],
  [
    [3, 72, 24, '-', 'relu', 2],
    [3, 88, 24, '-', 'relu', 1],
  ],
  [
    [5, 96, 40, 'squeeze', 'hardswish', 2],
    [5, 240, 40, 'squeeze', 'hardswish', 1],
    [5, 240, 40, 'squeeze', 'hardswish', 1],
  ],
  [
    [5, 120, 48, 'squeeze', 'hardswish', 1],
    [5, 144, 48, 'squeeze', 'hardswish', 1],
  ],
  [
    [5, 288, 96, 'squeeze', 'hardswish', 2],
    [5, 576, 96, 'squeeze', 'hardswish', 1],
    [5, 576, 96, 'squeeze', 'hardswish', 1],
  ],
]);

function stagesOf(stages: readonly (readonly Row[])[]): Stages {
  return stages.map((rows) => rows.map(blockOf));
}

/** Squeeze-excite has a quarter of the expanded channels inside. */
function blockOf([kernelSize, expanded, outChannels, squeezes, activation, stride]: Row): BlockSpec {
  const spec = { kernelSize, stride, expanded, outChannels, activation };
  if (squeezes === '-') return spec;
  return { ...spec, squeeze: { channels: makeDivisible(expanded / 4), activation: 'relu', gate: 'hardsigmoid' } };
}
