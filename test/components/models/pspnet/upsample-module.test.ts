import test from 'ava';
import { UpsampleModule } from '../../../../src/components/models/pspnet/upsample-module.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { assertPart } from '../../../helpers/named-weights.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

const notebook = { enlarge: 'nearest', enlargeFirst: false, random: createRandom(0) } as const;

test.serial("three doublings have PyTorch's outputs and gradients", async (t) => {
  const module = new UpsampleModule({ ...notebook, inChannels: 16, outChannels: 3 });
  await assertPart(t, 'upsample-module', module, ([x], pass) => module.forward(x!, pass), [[2, 2, 3, 16]]);
});

test.serial('they go by way of a quarter and an eighth of the channels, rounded down', (t) => {
  const module = new UpsampleModule({ ...notebook, inChannels: 31, outChannels: 5 });
  const weights = [0, 1, 2].map((index) => module.stateDict().get(`upsample.${index}.us_transform.0.weight`)!.shape);
  t.deepEqual(weights, [
    [3, 3, 31, 7],
    [3, 3, 7, 3],
    [3, 3, 3, 5],
  ]);
  module.dispose();
});
