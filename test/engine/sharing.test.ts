import test from 'ava';
import { describeSharing } from '../../src/engine/sharing.ts';

const two = () => ({ cuda: [{ id: 'GPU-a' }, { id: 'GPU-b' }], vulkan: [], hasDeviceSelect: false });
const never = () => {
  throw new Error('looked for cards');
};

test('where no GPU is asked for, or one point runs at a time, no card is looked for', async (t) => {
  t.is(await describeSharing({ backend: 'auto' }, 4, never), undefined);
  t.is(await describeSharing({ backend: 'auto', device: 'cpu' }, 4, never), undefined);
  t.is(await describeSharing({ backend: 'auto', device: 'gpu' }, 1, never), undefined);
});

test('one card that is asked for by its number is shared by all', async (t) => {
  const said = await describeSharing({ backend: 'auto', device: 'gpu:1' }, 2, never);
  t.is(said, '2 points at a time share gpu:1; `device: gpu` gives each a card of its own.');
});

test("TensorFlow's cards are CUDA's", async (t) => {
  t.is(await describeSharing({ backend: 'tensorflow', device: 'gpu' }, 2, two), undefined);
  t.regex((await describeSharing({ backend: 'tensorflow', device: 'gpu' }, 3, two))!, /^3 points at a time on 2 GPUs/);
});
