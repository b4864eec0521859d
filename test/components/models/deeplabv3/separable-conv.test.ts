import test from 'ava';
import { separableConv } from '../../../../src/components/models/deeplabv3/separable-conv.ts';
import { createRandom } from '../../../../src/core/random.ts';
import { startTestEngine } from '../../../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('each channel is filtered alone, then they are mixed', (t) => {
  const layers = separableConv(4, 6, 3, { random: createRandom(0) });
  t.deepEqual(layers.stateDict().get('0.0.weight')?.shape, [3, 3, 1, 4]);
  t.deepEqual(layers.stateDict().get('1.0.weight')?.shape, [1, 1, 4, 6]);
  layers.dispose();
});
