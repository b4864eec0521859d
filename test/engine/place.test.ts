import test from 'ava';
import { describePlaces, environmentAt } from '../../src/engine/place.ts';

const list = (...ids: string[]) => ids.map((id) => ({ id }));
const none = { cuda: [], vulkan: [], hasDeviceSelect: true };

test('each place has a card of its own, and one more than there are shares the first', (t) => {
  const cards = { ...none, cuda: list('GPU-a', 'GPU-b') };
  t.deepEqual(
    [0, 1, 2, 3].map((place) => environmentAt(place, cards)['CUDA_VISIBLE_DEVICES']),
    ['GPU-a', 'GPU-b', 'GPU-a', 'GPU-b'],
  );
  t.is(environmentAt(1, cards)['CUDA_DEVICE_ORDER'], 'PCI_BUS_ID');
});

test('WebGPU is shown one card, by maker and model, where models differ and something chooses', (t) => {
  const cards = { ...none, vulkan: list('1002:73bf', '10de:2330') };
  t.deepEqual(environmentAt(1, cards), {
    MESA_VK_DEVICE_SELECT: '10de:2330',
    MESA_VK_DEVICE_SELECT_FORCE_DEFAULT_DEVICE: '1',
  });
  t.deepEqual(environmentAt(1, { ...cards, hasDeviceSelect: false }), {});
  t.deepEqual(environmentAt(1, { ...cards, vulkan: list('10de:2330', '10de:2330') }), {});
  t.deepEqual(environmentAt(1, { ...cards, vulkan: list('10de:2330') }), {});
});

test('where no card is known, nothing is chosen', (t) => t.deepEqual(environmentAt(3, none), {}));

test('what is not one card for each is said', (t) => {
  const cards = { cuda: list('GPU-a', 'GPU-b'), vulkan: list('10de:2330', '10de:2330'), hasDeviceSelect: true };
  t.is(describePlaces(2, cards, 'cuda'), undefined);
  t.is(describePlaces(1, none, 'webgpu'), undefined);
  t.is(describePlaces(3, cards, 'cuda'), '3 points at a time on 2 GPUs: some share one.');
  t.regex(describePlaces(2, cards, 'webgpu')!, /^2 points at a time share one GPU of 2: WebGPU takes the fastest/);
  t.is(describePlaces(2, { ...cards, vulkan: list('10de:2330') }, 'webgpu'), '2 points at a time share one GPU.');
  t.is(describePlaces(2, { ...cards, vulkan: list('1002:73bf', '10de:2330') }, 'webgpu'), undefined);
});
