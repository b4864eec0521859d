import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertPyTorch, lossOf } from './_cases.ts';

test.before(startTestEngine);

test.serial('its defaults are those of PyTorch, with 255 ignored', async (t) => {
  await assertPyTorch(t, 'ce', await buildPart('loss', { type: 'cross-entropy' }));
});

test.serial('weight and label_smoothing are what YAML says', async (t) => {
  const reference = { type: 'cross-entropy', weight: [0.2, 1, 2.5], label_smoothing: 0.1 };
  await assertPyTorch(t, 'both', await buildPart('loss', reference));
});

test.serial('ignored pixels are left out of the mean, and a class that metrics count is not ignored', async (t) => {
  const loss = await buildPart('loss', { type: 'cross-entropy', ignore_index: 255 });
  const pixels = [
    [0, Math.log(2), 0],
    [9, 0, 1],
  ];
  t.true(Math.abs((await lossOf(loss, pixels, [1, 255])) - Math.log(2)) < 1e-6);
  await t.throwsAsync(async () => buildPart('loss', { type: 'cross-entropy', ignore_index: 2 }), {
    message: /the loss ignores 2/,
  });
});

test('one weight per class is needed', async (t) => {
  for (const weight of [
    [1, 2],
    [1, 2, 3, 4],
  ]) {
    const error = await t.throwsAsync(buildPart('loss', { type: 'cross-entropy', weight }), {
      instanceOf: TesseraError,
    });
    t.like(error.problems[0], {
      code: 'bad-value',
      path: 'loss.weight',
      message: `expected a weight for each class, 3; got ${weight.length}`,
    });
  }
});

test('smoothing above 1 and weights below 0 are refused', async (t) => {
  await t.throwsAsync(async () => buildPart('loss', { type: 'cross-entropy', label_smoothing: 1.1 }));
  await t.throwsAsync(async () => buildPart('loss', { type: 'cross-entropy', weight: [1, -1, 1] }));
});

test('its weight is that of the classes, without what is ignored', async (t) => {
  const masks = Uint8Array.of(0, 0, 1, 2, 2, 2, 3, 255);
  const weightOf = async (params: object) =>
    (await buildPart('loss', { type: 'cross-entropy', ...params })).weightOf!(masks, 1);
  t.is(await weightOf({}), 6);
  t.is(await weightOf({ weight: [0.5, 2, 10] }), 2 * 0.5 + 2 + 30);
});
