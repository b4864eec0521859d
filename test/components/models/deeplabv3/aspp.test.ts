import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { Aspp } from '../../../../src/components/models/deeplabv3/aspp.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { inference } from '../../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const create = (separable: boolean) =>
  new Aspp({ inChannels: 3, outChannels: 4, rates: [1, 2], separable, random: createRandom(0) });

test.serial('its atrous convolutions are separable if asked', (t) => {
  const [plain, separable] = [create(false), create(true)];
  t.deepEqual(plain.stateDict().get('convs.1.0.weight')?.shape, [3, 3, 3, 4]);
  t.deepEqual(separable.stateDict().get('convs.1.0.0.weight')?.shape, [3, 3, 1, 3]);
  for (const aspp of [plain, separable]) aspp.dispose();
});

test.serial('the mean over the image reaches every pixel', async (t) => {
  const aspp = create(false);
  const x = patternTensor<tf.Rank.R4>([1, 9, 9, 3], 1);
  const far = tf.tidy(() =>
    tf.add(
      x,
      tf.pad(tf.fill([1, 1, 1, 3], 100), [
        [0, 0],
        [8, 0],
        [8, 0],
        [0, 0],
      ]),
    ),
  );
  const corner = async (input: tf.Tensor4D) =>
    tf.tidy(() => tf.slice(aspp.forward(input, inference), [0, 0, 0, 0], [1, 1, 1, 4])).data();
  t.notDeepEqual(await corner(far as tf.Tensor4D), await corner(x));
  tf.dispose([x, far]);
  aspp.dispose();
});
