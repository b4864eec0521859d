import test from 'ava';
import { buildPart } from '../../helpers/networks.ts';
import { assertPyTorchFactors } from './_factors.ts';

test("the factors are PyTorch's where the metric is to grow", (t) =>
  assertPyTorchFactors(t, 'plateau.max', { type: 'reduce-on-plateau', factor: 0.5, patience: 1 }));

test("the factors are PyTorch's where the metric is to shrink", (t) =>
  assertPyTorchFactors(
    t,
    'plateau.min',
    { type: 'reduce-on-plateau', factor: 0.5, patience: 0, threshold: 0.3 },
    'min',
  ));

test("the factors are PyTorch's, with a cooldown, an absolute threshold and a lowest rate", (t) =>
  assertPyTorchFactors(t, 'plateau.cooldown', {
    type: 'reduce-on-plateau',
    factor: 0.5,
    patience: 0,
    threshold: 0.05,
    threshold_mode: 'abs',
    cooldown: 2,
    min_factor: 0.2,
  }));

const after = async (values: readonly number[], changes: object = {}) => {
  const scheduler = await buildPart('scheduler', { type: 'reduce-on-plateau', patience: 1, ...changes });
  return scheduler(100, { direction: 'max', values: values.map((value, index) => ({ step: index + 1, value })) });
};

test('the rate falls at the second validation in a row that is no better, where one is tolerated', async (t) => {
  t.is(await after([0.5, 0.5]), 1);
  t.is(await after([0.5, 0.5, 0.4]), 0.1);
  t.is(await after([0.5, 0.5, 0.6, 0.6]), 1);
});

test('a validation in which nothing could be counted is none', async (t) => {
  t.is(await after([NaN, 0.5, NaN, NaN, NaN, 0.5]), 1);
  t.is(await after([NaN, 0.5, NaN, 0.5, 0.5]), 0.1);
});

test('it names the metric that it watches, which by default is the one that decides', async (t) => {
  t.is((await buildPart('scheduler', { type: 'reduce-on-plateau' })).watches, 'best');
  t.is((await buildPart('scheduler', { type: 'reduce-on-plateau', metric: 'loss' })).watches, 'loss');
  t.is((await buildPart('scheduler', { type: 'constant' })).watches, undefined);
});

test('without validations the rate is the first', async (t) => {
  t.is((await buildPart('scheduler', { type: 'reduce-on-plateau' }))(50), 1);
});
