import type { Stages } from './stages.ts';

/** The convolution, or squeeze-excite, to which a tensor of an `InvertedResiduals` belongs. */
export interface TensorPlace {
  readonly part: 'stem' | 'expand' | 'depthwise' | 'squeeze' | 'project' | 'last';
  readonly stage: number;
  /** In its stage. */
  readonly block: number;
  /** Blocks before it in all stages. */
  readonly blocksBefore: number;
  /** Position of the part in its block. */
  readonly position: number;
  readonly isNorm: boolean;
  /** What is left of the name: `weight`, `running_mean`, or `conv_reduce.bias`. */
  readonly variable: string;
}

/** What the state dict's names say, for tables of the names that other libraries have. */
export function tensorPlace(name: string, stages: Stages): TensorPlace {
  const [, s, b, layer, variable] = /^(?:blocks\.(\d+)\.(\d+)\.)?(\w+)\.(.+)$/.exec(name)!;
  const [stage, block, isNorm] = [Number(s), Number(b), layer!.startsWith('bn')];
  const own = { isNorm, variable: variable! };
  if (s === undefined) return { part: 'stem', stage: 0, block: 0, blocksBefore: 0, position: 0, ...own };
  const blocksBefore = stages.slice(0, stage).reduce((sum, { length }) => sum + length, block);
  if (stage === stages.length) return { part: 'last', stage, block, blocksBefore, position: 0, ...own };
  const { expanded, squeeze } = stages[stage]![block]!;
  const before = stages.flat()[blocksBefore - 1];
  // The first block of each of these networks expands nothing.
  const isExpanded = before !== undefined && before.outChannels !== expanded;
  const convs = isExpanded ? (['expand', 'depthwise', 'project'] as const) : (['depthwise', 'project'] as const);
  const part =
    layer === 'se' ? 'squeeze' : convs[isNorm ? Number(layer!.slice(2)) - 1 : convIndex(layer!, isExpanded)]!;
  const parts = squeeze === undefined ? convs : [...convs.slice(0, -1), 'squeeze' as const, 'project' as const];
  return { part, stage, block, blocksBefore, position: parts.indexOf(part as never), ...own };
}

function convIndex(layer: string, isExpanded: boolean): number {
  return (isExpanded ? ['conv_pw', 'conv_dw', 'conv_pwl'] : ['conv_dw', 'conv_pw']).indexOf(layer);
}
