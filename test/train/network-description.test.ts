import test from 'ava';
import { describeNetwork, networkDescriptionSchema } from '../../src/train/network-description.ts';

test('a network is described by what its inputs and answers mean', (t) => {
  const described = describeNetwork({
    run: { name: 'cats', id: '0123456789ab' },
    model: { inputMultiple: 32, normalization: { mean: [0.1, 0.2, 0.3], std: [1, 2, 3] } },
    classes: [
      { name: 'background', color: [0, 0, 0] },
      { name: 'cat', color: [1, 2, 3] },
    ],
    imageSize: { height: 64, width: 96 },
    interpolation: 'nearest',
    policy: 'fit',
  });
  t.like(described, {
    name: 'cats',
    id: '0123456789ab',
    classes: [
      { name: 'background', color: [0, 0, 0] },
      { name: 'cat', color: [1, 2, 3] },
    ],
    ignore: 255,
    resize: { policy: 'fit', size: { height: 64, width: 96 }, multiple: 32, interpolation: 'nearest' },
    normalization: { mean: [0.1, 0.2, 0.3], std: [1, 2, 3] },
  });
  t.deepEqual(networkDescriptionSchema.parse(JSON.parse(JSON.stringify(described))), described);
});
