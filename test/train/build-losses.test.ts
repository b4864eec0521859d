import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { logSection } from '../../schemas/log.ts';
import { lossSection } from '../../schemas/loss.ts';
import { builtins } from '../../src/components/index.ts';
import type { TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { balanceLosses, buildLosses } from '../../src/train/build-losses.ts';
import { networkContext } from '../helpers/networks.ts';

const registry = createRegistry(...builtins);
const built = (loss: unknown, losses: unknown[] = []) =>
  buildLosses({
    experiment: {
      loss: lossSection(registry.slot).parse(loss),
      log: logSection(registry.slot).parse({ losses }),
    },
    registry,
    context: { ...networkContext, tf },
  });
const names = (parts: readonly { readonly name: string }[] | undefined) => parts?.map(({ name }) => name);
const problemsOf = async (work: Promise<unknown>) => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason as TesseraError,
  );
  return error?.problems.map(({ path, message }) => `${path}: ${message}`);
};

test('one loss is no sum, and nothing is evaluated beside it', async (t) => {
  const { loss, losses } = await built({ type: 'cross-entropy' });
  t.is(loss.parts, undefined);
  t.deepEqual(losses, []);
});

test('the parts of a sum are named by type and number, with their factors', async (t) => {
  const { loss } = await built([
    { type: 'cross-entropy' },
    { type: 'dice', weight: 0.5 },
    { type: 'dice', per: 'image', weight: 2 },
  ]);
  t.deepEqual(
    loss.parts!.map(({ name, factor }) => [name, factor]),
    [
      ['loss/cross-entropy', 1],
      ['loss/dice', 0.5],
      ['loss/dice-2', 2],
    ],
  );
});

test('logged losses are named by type or by name, beside one loss of the same type too', async (t) => {
  const logged = ['focal', { type: 'focal', gamma: 2, name: 'focal-2' }, 'cross-entropy'];
  const { losses } = await built({ type: 'cross-entropy', label_smoothing: 0.1 }, logged);
  t.deepEqual(names(losses), ['loss/focal', 'loss/focal-2', 'loss/cross-entropy']);
});

test('a logged loss that is a part of the sum is evaluated once', async (t) => {
  const sum = [{ type: 'cross-entropy', weight: 3 }, { type: 'dice' }];
  t.deepEqual(names((await built(sum, ['cross-entropy', 'focal'])).losses), ['loss/focal']);
});

test('two losses of one name are refused', async (t) => {
  const sum = [{ type: 'cross-entropy', label_smoothing: 0.1 }, { type: 'dice' }];
  t.deepEqual(await problemsOf(built(sum, ['cross-entropy'])), [
    'log.losses.0: expected a loss of its own name, got `loss/cross-entropy`, which `loss` has with other parameters',
  ]);
  t.deepEqual(await problemsOf(built({ type: 'dice' }, ['focal', { type: 'focal', gamma: 3 }])), [
    'log.losses.1: expected a loss of its own name, got `loss/focal`, which log.losses.0 has with other parameters',
  ]);
});

test('a problem of a part is told where the part is', async (t) => {
  const wrong = { type: 'cross-entropy', class_weight: [1, 2] };
  t.deepEqual(await problemsOf(built([{ type: 'dice' }, wrong])), [
    'loss.1.class_weight: expected a weight for each class, 3; got 2',
  ]);
  t.deepEqual(await problemsOf(built({ type: 'dice' }, [wrong])), [
    'log.losses.0.class_weight: expected a weight for each class, 3; got 2',
  ]);
});

test('balanced weights come from the counts, in the loss and in those beside it', async (t) => {
  const balanced = { type: 'cross-entropy', class_weight: 'balanced' };
  const { loss, losses } = balanceLosses(await built(balanced, [{ ...balanced, name: 'same' }, 'focal']), [6, 2, 0]);
  const masks = Uint8Array.of(0, 0, 1, 2, 255);
  t.is(loss.weightOf!(masks, 1), 2 * (8 / 18) + 8 / 6);
  t.is(losses[0]!.loss.weightOf!(masks, 1), loss.weightOf!(masks, 1));
  t.is(losses[1]!.loss.weightOf!(masks, 1), 4);
});
