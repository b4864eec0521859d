import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { assertNetwork } from '../../helpers/network-fixture.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const encoder = { type: 'convnet', widths: [3, 4, 6] };

test.serial("the whole network has PyTorch's logits, loss and gradients", async (t) => {
  await assertNetwork(t, 'unetplusplus', { type: 'unetplusplus', encoder, decoder_widths: [5, 4, 3] });
});

test.serial('by default a node has the channels of its level', async (t) => {
  const model = await buildPart('model', { type: 'unetplusplus', encoder });
  const shape = (name: string) => model.stateDict().get(`${name}.convs.0.weight`)?.shape;
  t.deepEqual(shape('decoder.x_1_1'), [3, 3, 6 + 4, 4]);
  t.deepEqual(shape('decoder.x_0_1'), [3, 3, 4 + 3, 3]);
  t.deepEqual(shape('decoder.x_0_2'), [3, 3, 4 + 3 + 3, 3]);
  t.deepEqual(shape('decoder.last'), [3, 3, 3, 3]);
  t.is(shape('decoder.x_1_2'), undefined);
  model.dispose();
});

test.serial('a wrong number of widths is refused at its key', async (t) => {
  const error = await t.throwsAsync(buildPart('model', { type: 'unetplusplus', encoder, decoder_widths: [4] }), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'bad-value', path: 'model.decoder_widths' });
});
