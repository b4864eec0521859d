import test from 'ava';
import { crossEntropyLoss, type CrossEntropyOptions } from '../../../src/components/losses/cross-entropy-loss.ts';
import type { Loss } from '../../../src/registry/index.ts';
import { startTestEngine } from '../../helpers/tensors.ts';
import { assertFinite, assertNothingCounts, assertPyTorch, lossOf, targets } from './_cases.ts';

test.before(startTestEngine);

const weight = [0.2, 1, 2.5];
const create =
  (options: Partial<CrossEntropyOptions> = {}): Loss =>
  (logits, target) =>
    crossEntropyLoss(logits, target, { ignoreIndex: 255, ...options });

const variants: Readonly<Record<string, Partial<CrossEntropyOptions>>> = {
  ce: {},
  weighted: { weight },
  smooth: { labelSmoothing: 0.1 },
  both: { weight, labelSmoothing: 0.1 },
};

for (const [name, options] of Object.entries(variants)) {
  const title = JSON.stringify(options);
  test.serial(`${title} has PyTorch's value and gradient`, (t) => assertPyTorch(t, name, create(options)));
  test.serial(`${title} is 0 without gradient where every pixel is ignored`, (t) =>
    assertNothingCounts(t, create(options)),
  );
  test.serial(`${title} stays finite for logits far apart`, (t) => assertFinite(t, create(options)));
}

test.serial('ignoring a class has the value and gradient of PyTorch', (t) =>
  assertPyTorch(
    t,
    'ignorezero',
    create({ ignoreIndex: 0 }),
    targets.map((value) => (value === 255 ? 1 : value)),
  ),
);

test.serial('by hand: the mean over pixels of minus the log of the probability', async (t) => {
  // Softmax of (0, ln 3) is (1/4, 3/4).
  const pixels = [
    [0, Math.log(3)],
    [0, Math.log(3)],
    [5, -5],
  ];
  const value = await lossOf(create(), pixels, [0, 1, 255]);
  t.true(Math.abs(value - (Math.log(4) + Math.log(4 / 3)) / 2) < 1e-6);
});

test.serial('by hand: weights scale both the sum and what it is divided by', async (t) => {
  const pixels = [
    [0, Math.log(3)],
    [0, Math.log(3)],
  ];
  const value = await lossOf(create({ weight: [3, 1] }), pixels, [0, 1]);
  t.true(Math.abs(value - (3 * Math.log(4) + Math.log(4 / 3)) / 4) < 1e-6);
});
