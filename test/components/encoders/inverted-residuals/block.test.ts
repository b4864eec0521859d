import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { InvertedResidual } from '../../../../src/components/encoders/inverted-residuals/block.ts';
import type { BlockSpec } from '../../../../src/components/encoders/inverted-residuals/stages.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { assertAllClose, patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const spec: BlockSpec = { kernelSize: 3, stride: 2, expanded: 8, outChannels: 4, activation: 'relu' };
const create = (changes: Partial<BlockSpec>, stride: number, inChannels = 4) =>
  new InvertedResidual({
    inChannels,
    spec: { ...spec, ...changes },
    stride,
    dilation: 1,
    style: { eps: 1e-5, momentum: 0.1 },
    random: createRandom(0),
  });

const layersOf = (block: InvertedResidual) => [
  ...new Set([...block.stateDict().keys()].map((name) => name.replace(/\.\w+$/, ''))),
];

test.serial('it expands, filters, weighs and projects', (t) => {
  const block = create({ squeeze: { channels: 2, activation: 'relu', gate: 'sigmoid' } }, 2);
  t.deepEqual(layersOf(block).toSorted(), [
    'bn1',
    'bn2',
    'bn3',
    'conv_dw',
    'conv_pw',
    'conv_pwl',
    'se.conv_expand',
    'se.conv_reduce',
  ]);
  t.deepEqual(block.stateDict().get('conv_dw.weight')?.shape, [3, 3, 1, 8]);
  block.dispose();
});

test.serial('where nothing is expanded the names are those of a separable convolution', (t) => {
  const block = create({ expanded: 4 }, 1);
  t.deepEqual(layersOf(block).toSorted(), ['bn1', 'bn2', 'conv_dw', 'conv_pw']);
  block.dispose();
});

test.serial('it adds its input if neither size nor channels change, whatever the stride was', async (t) => {
  const x = patternTensor<tf.Rank.R4>([1, 4, 6, 4], 1);
  for (const [block, shape, adds] of [
    [create({}, 1), [1, 4, 6, 4], true],
    [create({}, 2), [1, 2, 3, 4], false],
    [create({ outChannels: 6 }, 1), [1, 4, 6, 6], false],
  ] as const) {
    // With a projection of zero only the input is left.
    const projection = block.stateDict().get('conv_pwl.weight')!;
    projection.assign(tf.zeros(projection.shape));
    const y = tf.tidy(() => block.forward(x, inference));
    t.deepEqual(y.shape as number[], [...shape]);
    await assertAllClose(t, y, adds ? await x.data() : new Float32Array(y.size), 0);
    block.dispose();
  }
  x.dispose();
});
