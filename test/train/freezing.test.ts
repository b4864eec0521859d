import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { BatchNorm2d, Conv2d, Module, Sequential } from '../../src/nn/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { freezeParts } from '../../src/train/freezing.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test.before(startTestEngine);

class Network extends Module {
  readonly norm = new BatchNorm2d(2);
  constructor() {
    super();
    const random = createRandom(0);
    this.child('encoder', new Sequential(new Conv2d(3, 2, 1, { random }), this.norm));
    this.child('head', new Conv2d(2, 2, 1, { random }));
  }
}

const frozen = (network: Module, train: object) => freezeParts(network, trainSection.parse({ epochs: 1, ...train }));
const training = (network: Module) =>
  network.namedParameters().flatMap(([name, { trainable }]) => (trainable ? [name] : []));
const encoder = ['encoder.0.weight', 'encoder.0.bias', 'encoder.1.weight', 'encoder.1.bias'];
const head = ['head.weight', 'head.bias'];
const namesOf = (parameters: readonly (readonly [string, unknown])[]) => parameters.map(([name]) => name);

test.serial('a part that its own key freezes can neither thaw nor move its statistics', (t) => {
  const network = new Network();
  network
    .namedModules()
    .find(([name]) => name === 'encoder')![1]
    .freeze();
  t.notThrows(() => frozen(network, { freeze: ['encoder'] }));
  for (const [key, value] of Object.entries({ unfreeze_at: { steps: 2 }, frozen_batch_norm: 'updating' })) {
    const error = t.throws(() => frozen(network, { freeze: ['encoder'], [key]: value }), { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'bad-value', path: `train.${key}` }, key);
    t.regex(error.message, /got `encoder`, which its own key `frozen` keeps unchanged/);
  }
});

test.serial('without frozen parts, all that trains goes on to', (t) => {
  const network = new Network();
  const parts = frozen(network, {});
  t.deepEqual(namesOf(parts.trained), [...encoder, ...head]);
  t.is(parts.unfreezeStep(5), undefined);
  t.deepEqual([...parts.firstSteps(5)], []);
});

test.serial('a frozen part does not train, nor do its statistics change', async (t) => {
  const network = new Network();
  const parts = frozen(network, { freeze: ['encoder'] });
  t.deepEqual(training(network), head);
  t.deepEqual(namesOf(parts.trained), head);
  tf.tidy(() => network.norm.forward(tf.ones([1, 2, 2, 2]), { training: true, random: createRandom(0) }));
  t.deepEqual([...(await network.norm.runningMean.data())], [0, 0]);
});

test.serial('batch norm may go on counting in a frozen part', async (t) => {
  const network = new Network();
  const parts = frozen(network, { freeze: ['encoder'], frozen_batch_norm: 'updating', unfreeze_at: { steps: 1 } });
  t.deepEqual(training(network), head);
  tf.tidy(() => network.norm.forward(tf.ones([1, 2, 2, 2]), { training: true, random: createRandom(0) }));
  t.true((await network.norm.runningMean.data())[0]! > 0);
  parts.unfreeze();
  t.deepEqual(training(network), [...encoder, ...head]);
});

test.serial('a part that thaws counts statistics again', async (t) => {
  const network = new Network();
  const parts = frozen(network, { freeze: ['encoder'], unfreeze_at: { steps: 1 } });
  const meanAfterStep = async () => {
    tf.tidy(() => network.norm.forward(tf.ones([1, 2, 2, 2]), { training: true, random: createRandom(0) }));
    return (await network.norm.runningMean.data())[0]!;
  };
  t.is(await meanAfterStep(), 0);
  parts.unfreeze();
  t.deepEqual(training(network), [...encoder, ...head]);
  // A momentum of 0.1.
  t.true(Math.abs((await meanAfterStep()) - 0.1) < 1e-6);
});

test.serial('parts that thaw are given to the optimizer, with the step at which they begin', (t) => {
  const network = new Network();
  const parts = frozen(network, { freeze: ['encoder.1'], unfreeze_at: { epochs: 2 } });
  t.deepEqual(training(network), ['encoder.0.weight', 'encoder.0.bias', ...head]);
  t.deepEqual(namesOf(parts.trained), [...encoder, ...head]);
  t.is(parts.unfreezeStep(5), 10);
  t.deepEqual(
    [...parts.firstSteps(5)],
    [
      ['encoder.1.weight', 10],
      ['encoder.1.bias', 10],
    ],
  );
  parts.unfreeze();
  t.deepEqual(training(network), [...encoder, ...head]);
});

test.serial('a part that a component froze stays so, unless it is named', (t) => {
  const network = new Network();
  network.freeze();
  for (const [name, parameter] of network.namedParameters()) parameter.trainable = name.startsWith('head');
  t.deepEqual(namesOf(frozen(network, {}).trained), head);
});

test.serial('each name that no part has is a problem, with what is close', (t) => {
  const error = t.throws(() => frozen(new Network(), { freeze: ['encodr', 'head', 'tail*'] }), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code, path }) => [code, path]),
    [
      ['bad-value', 'train.freeze.0'],
      ['bad-value', 'train.freeze.2'],
    ],
  );
  t.deepEqual(error.problems[0]!.hints, ['did you mean `encoder`?', 'the parts: encoder, head']);
});

test.serial('something has to train', (t) => {
  const error = t.throws(() => frozen(new Network(), { freeze: ['*'] }), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'bad-value', path: 'train.freeze' });
});

test('a time to thaw needs parts to freeze', (t) => {
  t.false(trainSection.safeParse({ epochs: 1, unfreeze_at: { epochs: 1 } }).success);
  t.true(trainSection.safeParse({ epochs: 1, unfreeze_at: { epochs: 1 }, freeze: ['encoder'] }).success);
});
