import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertNetwork } from '../../helpers/network-fixture.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial("the whole network has PyTorch's logits, loss and gradients", async (t) => {
  await assertNetwork(t, 'fpn', {
    type: 'fpn',
    encoder: { type: 'convnet', widths: [3, 4, 5, 6] },
    pyramid_channels: 5,
    segmentation_channels: 4,
    dropout: 0,
  });
});

test.serial('an encoder without stride 4 is refused, with the strides that it has', async (t) => {
  const encoder = { type: 'convnet', widths: [4] };
  const error = await t.throwsAsync(buildPart('model', { type: 'fpn', encoder }), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'model.encoder',
    message: 'fpn needs an encoder with a feature of stride 4; this one has only stride 2',
  });
});

test.serial('without further keys it has the widths of the paper', async (t) => {
  const model = await buildPart('model', { type: 'fpn', encoder: { type: 'convnet', widths: [4, 4] } });
  t.deepEqual(model.stateDict().get('decoder.lateral_convs.0.weight')?.shape, [1, 1, 4, 256]);
  t.deepEqual(model.stateDict().get('head.segmentation_head.0.weight')?.shape, [1, 1, 128, 3]);
  model.dispose();
});
