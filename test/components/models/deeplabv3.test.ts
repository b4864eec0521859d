import test from 'ava';
import { assertNetwork } from '../../helpers/network-fixture.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const encoder = { type: 'convnet', widths: [3, 4, 6] };

test.serial("the whole network has PyTorch's logits, loss and gradients", async (t) => {
  await assertNetwork(t, 'deeplabv3', { type: 'deeplabv3', encoder, channels: 5, atrous_rates: [1, 2, 3], dropout: 0 });
});

test.serial('it has a branch for each rate, one of 1x1 and one for the mean, of 256 channels by default', async (t) => {
  const model = await buildPart('model', { type: 'deeplabv3', encoder, atrous_rates: [2, 4] });
  const names = model.namedParameters().map(([name]) => name);
  const branches = new Set(names.flatMap((name) => /^decoder\.aspp\.convs\.(\d)/.exec(name)?.[1] ?? []));
  t.deepEqual([...branches], ['0', '1', '2', '3']);
  t.deepEqual(model.stateDict().get('decoder.aspp.project.0.weight')?.shape, [1, 1, 4 * 256, 256]);
  model.dispose();
});
