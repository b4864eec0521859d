import test from 'ava';
import { focalLoss } from '../../../src/components/losses/focal-loss.ts';
import type { Loss } from '../../../src/registry/index.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertFinite, assertNothingCounts, assertPyTorch, lossOf } from './_cases.ts';

test.before(startTestEngine);

const create =
  (gamma: number, ignoreIndex = 255): Loss =>
  (logits, target) =>
    focalLoss(logits, target, { gamma, ignoreIndex });

for (const gamma of [0, 0.5, 1, 2, 3]) {
  test.serial(`gamma ${gamma} has PyTorch's value and gradient`, (t) =>
    assertPyTorch(t, `focal${gamma}`, create(gamma)),
  );
  test.serial(`gamma ${gamma} is 0 without gradient where every pixel is ignored`, (t) =>
    assertNothingCounts(t, create(gamma)),
  );
  test.serial(`gamma ${gamma} stays finite for logits far apart`, (t) => assertFinite(t, create(gamma)));
}

test.serial('by hand: (1 - p)^gamma times minus log p, divided by the pixels that count', async (t) => {
  // Softmax of (0, ln 3) is (1/4, 3/4).
  const pixels = [
    [0, Math.log(3)],
    [0, Math.log(3)],
    [7, 0],
  ];
  const value = await lossOf(create(2), pixels, [0, 1, 255]);
  t.true(Math.abs(value - ((3 / 4) ** 2 * Math.log(4) + (1 / 4) ** 2 * Math.log(4 / 3)) / 2) < 1e-6);
});

test.serial('an ignore index that is a class leaves that class out', async (t) => {
  const pixels = [
    [0, Math.log(3)],
    [4, 0],
  ];
  const value = await lossOf(create(1, 0), pixels, [1, 0]);
  t.true(Math.abs(value - (1 / 4) * Math.log(4 / 3)) < 1e-6);
});
