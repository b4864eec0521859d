import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, lossOf } from './_cases.ts';

test.before(startTestEngine);

test.serial('gamma is 1 by default, and 255 ignored', async (t) => {
  await assertPyTorch(t, 'focal1', await buildPart('loss', { type: 'focal' }));
});

test.serial('gamma is what YAML says', async (t) => {
  await assertPyTorch(t, 'focal3', await buildPart('loss', { type: 'focal', gamma: 3 }));
});

test.serial('ignore_index is what YAML says', async (t) => {
  const loss = await buildPart('loss', { type: 'focal', gamma: 0, ignore_index: 2 });
  const pixels = [
    [0, Math.log(2), 0],
    [9, 0, 1],
  ];
  t.true(Math.abs((await lossOf(loss, pixels, [1, 2])) - Math.log(2)) < 1e-6);
});

test('a gamma below 0 is refused', async (t) => {
  await t.throwsAsync(async () => buildPart('loss', { type: 'focal', gamma: -0.1 }), { message: /gamma/ });
});

test('its weight is the number of pixels that are not ignored', async (t) => {
  const masks = Uint8Array.of(0, 0, 1, 2, 2, 2, 3, 255);
  const weightOf = async (params: object) => (await buildPart('loss', { type: 'focal', ...params })).weightOf!(masks);
  t.is(await weightOf({}), 6);
  t.is(await weightOf({ ignore_index: 0 }), 4);
});
