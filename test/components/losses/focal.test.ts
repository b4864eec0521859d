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

test.serial('ignored pixels are left out of the mean, and a class that metrics count is not ignored', async (t) => {
  const loss = await buildPart('loss', { type: 'focal', gamma: 0, ignore_index: 255 });
  const pixels = [
    [0, Math.log(2), 0],
    [9, 0, 1],
  ];
  t.true(Math.abs((await lossOf(loss, pixels, [1, 255])) - Math.log(2)) < 1e-6);
  await t.throwsAsync(async () => buildPart('loss', { type: 'focal', gamma: 0, ignore_index: 2 }), {
    message: /the loss ignores 2/,
  });
});

test('a gamma below 0 is refused', async (t) => {
  await t.throwsAsync(async () => buildPart('loss', { type: 'focal', gamma: -0.1 }), { message: /gamma/ });
});

test('its weight is the number of pixels that are not ignored', async (t) => {
  const masks = Uint8Array.of(0, 0, 1, 2, 2, 2, 3, 255);
  const weightOf = async (params: object) =>
    (await buildPart('loss', { type: 'focal', ...params })).weightOf!(masks, 1);
  t.is(await weightOf({}), 6);
});
