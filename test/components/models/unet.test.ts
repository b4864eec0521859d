import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildPart, inference } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('each step takes the width of the next finer level, and the last keeps the finest', async (t) => {
  const model = await buildPart('model', { type: 'unet', encoder: { type: 'convnet', widths: [4, 6, 10] } });
  const shapes = Object.fromEntries([...model.stateDict()].map(([name, { shape }]) => [name, shape]));
  t.deepEqual(shapes['decoder.0.convs.0.weight'], [3, 3, 10 + 6, 6]);
  t.deepEqual(shapes['decoder.1.convs.0.weight'], [3, 3, 6 + 4, 4]);
  t.deepEqual(shapes['decoder.2.convs.0.weight'], [3, 3, 4, 4]);
  t.deepEqual(shapes['head.segmentation_head.0.weight'], [1, 1, 4, 3]);
  t.is(model.inputMultiple, 8);
  model.dispose();
});

test.serial('on a frozen encoder it prepares every level, and predicts at the size of the photo', async (t) => {
  const model = await buildPart('model', {
    type: 'unet',
    encoder: { type: 'mobilenet_v1', alpha: 0.25, frozen: true },
    decoder_widths: [8, 8, 8, 4, 4],
  });
  const prepared = model.prepare(tf.zeros([1, 32, 64, 3]));
  t.deepEqual(
    prepared.map(({ shape }) => shape),
    [
      [1, 16, 32, 16],
      [1, 8, 16, 32],
      [1, 4, 8, 64],
      [1, 2, 4, 128],
      [1, 1, 2, 256],
    ],
  );
  t.deepEqual(
    tf.tidy(() => model.forward(prepared, inference).shape),
    [1, 32, 64, 3],
  );
  model.dispose();
});

test.serial('a wrong number of widths is refused', async (t) => {
  const build = buildPart('model', {
    type: 'unet',
    encoder: { type: 'convnet', widths: [4, 6, 10] },
    decoder_widths: [4, 4],
  });
  const error = await t.throwsAsync(build, { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'model.decoder_widths',
    message: 'decoder_widths must have one entry per encoder level, 3 here; got 2',
  });
});
