import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertNetwork } from '../../helpers/network-fixture.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("the whole network has PyTorch's logits, loss and gradients", async (t) => {
  await assertNetwork(t, 'deeplabv3plus', {
    type: 'deeplabv3plus',
    encoder: { type: 'convnet', widths: [3, 4, 5, 6] },
    channels: 5,
    low_level_channels: 2,
    atrous_rates: [1, 2, 3],
    dropout: 0,
  });
});

test.serial('an encoder without stride 4 is refused, with the strides that it has', async (t) => {
  const reference = { type: 'deeplabv3plus', encoder: { type: 'convnet', widths: [4] } };
  const error = await t.throwsAsync(buildPart('model', reference), { instanceOf: TesseraError });
  t.regex(error.message, /deeplabv3plus needs an encoder with a feature of stride 4; this one has only stride 2/);
});
