import * as tf from '@tensorflow/tfjs-core';
import * as nn from '../../../nn/index.ts';
import type { Random } from '../../../core/random.ts';
import { ConvBlock, type ConvBlockOptions } from '../conv-block.ts';
import type { BlockSpec } from './stages.ts';

/** Details that all blocks of a network share. */
export interface BlockStyle {
  /** Batch norm's. */
  readonly eps: number;
  readonly momentum: number;
  /** By default PyTorch's, the same on all sides. */
  readonly padding?: 'same';
}

export interface InvertedResidualOptions {
  readonly inChannels: number;
  readonly spec: BlockSpec;
  /** In place of the spec's stride. */
  readonly stride: number;
  readonly dilation: number;
  readonly style: BlockStyle;
  readonly random: Random;
}

/**
 * An inverted residual (Sandler et al. 2018): a 1x1 convolution expands the channels, a depthwise one filters each,
 * squeeze-excite weighs them, and a 1x1 convolution without activation projects them; what keeps its shape is added to
 * the input. Names are those of timm's `InvertedResidual`, and of its `DepthwiseSeparableConv` where nothing is
 * expanded.
 */
export class InvertedResidual extends nn.Layer {
  readonly #layers: readonly nn.Layer[];
  readonly #isResidual: boolean;

  constructor({ inChannels, spec, stride, dilation, style, random }: InvertedResidualOptions) {
    super();
    const { kernelSize, expanded, outChannels, squeeze, activation } = spec;
    const conv = (options: Omit<ConvBlockOptions, 'random'>) =>
      this.inline(new ConvBlock({ ...style, random, weightInit: nn.kaimingNormalFanOut, ...options }));
    const isExpanded = expanded !== inChannels;
    const [depthwiseNames, projectNames] = isExpanded
      ? ([
          ['conv_dw', 'bn2'],
          ['conv_pwl', 'bn3'],
        ] as const)
      : ([
          ['conv_dw', 'bn1'],
          ['conv_pw', 'bn2'],
        ] as const);
    const expand = { inChannels, outChannels: expanded, kernelSize: 1, activation, names: ['conv_pw', 'bn1'] } as const;
    const depthwise = { inChannels: expanded, outChannels: expanded, groups: expanded, kernelSize, stride, dilation };
    const project = { inChannels: expanded, outChannels, kernelSize: 1 };
    const weigh = squeeze && new nn.SqueezeExcite(expanded, squeeze.channels, { ...squeeze, random });
    this.#layers = [
      ...(isExpanded ? [conv(expand)] : []),
      conv({ ...depthwise, activation, names: depthwiseNames }),
      ...(weigh ? [this.child('se', weigh)] : []),
      conv({ ...project, activation: 'none', names: projectNames }),
    ];
    this.#isResidual = stride === 1 && inChannels === outChannels;
  }

  override forward(x: tf.Tensor4D, pass: nn.Pass): tf.Tensor4D {
    const y = this.#layers.reduce((input, layer) => layer.forward(input, pass), x);
    return this.#isResidual ? tf.add(x, y) : y;
  }
}
