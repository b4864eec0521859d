import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { ConvNet } from '../../../src/components/encoders/convnet/network.ts';
import { buildNetwork } from '../../../src/components/models/build-network.ts';
import type { Decoder } from '../../../src/components/models/encoder-decoder.ts';
import { createRandom } from '../../../src/core/random.ts';
import * as nn from '../../../src/nn/index.ts';
import type { Contexts } from '../../../src/registry/index.ts';
import { inference } from '../../helpers/networks.ts';
import { patternTensor, startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

/** Gives the level of stride 4 as it is. */
class Second extends nn.Module implements Decoder {
  readonly levels = [1];
  readonly outChannels = 6;
  readonly outStride = 4;

  forward([feature]: readonly tf.Tensor4D[]): tf.Tensor4D {
    return feature!;
  }
}

test.serial('the encoder that is named gets the decoder, and a head with a channel for each class', async (t) => {
  const asked: unknown[] = [];
  const random = createRandom('weights');
  const convNet = new ConvNet({ widths: [4, 6, 8], convsPerStage: 1, random });
  const context = {
    build: (...reference: unknown[]) => (asked.push(...reference), Promise.resolve(convNet)),
    classes: ['a', 'b', 'c', 'd', 'e'].map((name) => ({ name, color: [0, 0, 0] })),
    random,
  };
  const encoder = { type: 'convnet' };
  const drawn: number[] = [];
  const before = createRandom('weights');
  new ConvNet({ widths: [4, 6, 8], convsPerStage: 1, random: before }).dispose();
  const model = await buildNetwork(
    { encoder, dropout: 0, auxiliary_heads: [] },
    // As much of a context as is looked at.
    context as unknown as Contexts['model'],
    (levels, stream) => {
      t.is(levels, convNet.levels);
      drawn.push(stream.uniform());
      return Promise.resolve(new Second());
    },
  );
  t.deepEqual(asked, ['encoder', encoder]);
  t.deepEqual(drawn, [before.uniform()], "the decoder's weights are drawn after the encoder's, and before the head's");
  t.is(model.inputMultiple, 4);
  const logits = tf.tidy(() => {
    const images = patternTensor<tf.Rank.R4>([1, 8, 8, 3], 1);
    return model.forward(model.encodeFrozen(images), inference);
  });
  t.deepEqual(logits.shape, [1, 8, 8, 5]);
  tf.dispose(logits);
  model.dispose();
});
