import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertNetwork } from '../../helpers/network-fixture.ts';
import { buildPart, inference } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const encoder = { type: 'convnet', widths: [4, 6, 10] };

test.serial('it takes the widths that YAML gives, coarse to fine, and the classes of the dataset', async (t) => {
  const classes = [{ name: 'a' }, { name: 'b' }];
  const model = await buildPart('model', { type: 'unet', encoder, decoder_widths: [9, 7, 5] }, { classes });
  const shape = (name: string) => model.stateDict().get(name)?.shape;
  t.deepEqual(shape('decoder.0.convs.0.weight'), [3, 3, 10 + 6, 9]);
  t.deepEqual(shape('decoder.1.convs.0.weight'), [3, 3, 9 + 4, 7]);
  t.deepEqual(shape('decoder.2.convs.0.weight'), [3, 3, 7, 5]);
  t.deepEqual(shape('head.segmentation_head.0.weight'), [1, 1, 5, 2]);
  model.dispose();
});

test.serial('it predicts at the size of the image, whatever its sides', async (t) => {
  const model = await buildPart('model', { type: 'unet', encoder });
  t.deepEqual(
    tf.tidy(() => model.forward(model.encodeFrozen(tf.zeros([2, 32, 56, 3])), inference).shape),
    [2, 32, 56, 3],
  );
  model.dispose();
});

test.serial('a wrong number of widths is refused at its key', async (t) => {
  const error = await t.throwsAsync(buildPart('model', { type: 'unet', encoder, decoder_widths: [4, 4] }), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.decoder_widths' });
});

const small = { type: 'convnet', widths: [3, 4, 6] };

test.serial("the whole network has PyTorch's logits, loss and gradients", async (t) => {
  await assertNetwork(t, 'unet', { type: 'unet', encoder: small, decoder_widths: [5, 4, 3] });
});

test.serial("auxiliary heads on two levels add PyTorch's loss and gradients", async (t) => {
  const auxiliary_heads = [
    { channels: 3, dropout: 0 },
    { level: 0, weight: 0.25, channels: 1, dropout: 0 },
  ];
  await assertNetwork(t, 'unet.auxiliary', {
    type: 'unet',
    encoder: small,
    decoder_widths: [5, 4, 3],
    auxiliary_heads,
  });
});
