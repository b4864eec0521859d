import test from 'ava';
import { DecoderBlock } from '../../../../src/components/models/unet/decoder-block.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("a step up has PyTorch's outputs, and gradients of the feature and of the skip", async (t) => {
  const block = new DecoderBlock(4, 3, 5, 2, createRandom(0));
  const shapes: [number, number, number, number][] = [
    [2, 3, 2, 4],
    [2, 6, 4, 3],
  ];
  await assertPart(t, 'decoder-block', block, ([x, ...skips], pass) => block.forward(x!, skips, pass), shapes);
});

test.serial('without a skip it enlarges by its factor and mixes', async (t) => {
  const block = new DecoderBlock(4, 0, 3, 4, createRandom(0));
  await assertPart(t, 'decoder-block.last', block, ([x], pass) => block.forward(x!, [], pass), [[2, 3, 2, 4]]);
});
