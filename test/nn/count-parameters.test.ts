import test from 'ava';
import { BatchNorm2d, Conv2d, countParameters, Sequential } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

test.serial('parameters count, running statistics do not, frozen ones only when all are asked for', (t) => {
  const random = createRandom(0);
  const frozen = new Conv2d(2, 4, 3, { random });
  const net = new Sequential(frozen, new BatchNorm2d(4), new Conv2d(4, 1, 1, { random }));
  t.is(countParameters(net), 9 * 2 * 4 + 4 + (4 + 4) + 4 + 1);
  frozen.freeze();
  t.is(countParameters(net), 89);
  t.is(countParameters(net, { trainableOnly: true }), 4 + 4 + 4 + 1);
  net.dispose();
});
