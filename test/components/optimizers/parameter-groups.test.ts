import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { groupsParam, parameterGroups } from '../../../src/components/optimizers/parameter-groups.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

const shapes: Record<string, number[]> = {
  'encoder.conv.weight': [3, 3, 2, 4],
  'encoder.norm.weight': [4],
  'head.weight': [1, 1, 4, 2],
  'head.bias': [2],
};
const parameters = () => Object.entries(shapes).map(([name, shape]) => [name, tf.variable(tf.ones(shape))] as const);
const grouped = (groups: object[], firstSteps?: ReadonlyMap<string, number>) =>
  parameterGroups(parameters(), { lr: 0.1, weight_decay: 0.5, groups: groupsParam.parse(groups) }, firstSteps);
const shown = (groups: ReturnType<typeof grouped>) =>
  groups.map(({ name, parameters: count, learningRate, weightDecay, variables }) => ({
    name,
    count,
    lr: learningRate,
    decay: weightDecay,
    variables: variables.map(([each]) => each),
  }));

test.serial('without groups, all parameters are one', (t) => {
  t.deepEqual(shown(grouped([])), [
    { name: 'all others', count: 72 + 4 + 8 + 2, lr: 0.1, decay: 0.5, variables: Object.keys(shapes) },
  ]);
});

test.serial('groups that overlap add up: each gives what it names', (t) => {
  const groups = grouped([
    { match: 'encoder', lr: 0.01 },
    { match: 'norms-and-biases', weight_decay: 0 },
  ]);
  t.deepEqual(shown(groups), [
    { name: 'encoder', count: 72, lr: 0.01, decay: 0.5, variables: ['encoder.conv.weight'] },
    { name: 'encoder + norms-and-biases', count: 4, lr: 0.01, decay: 0, variables: ['encoder.norm.weight'] },
    { name: 'all others', count: 8, lr: 0.1, decay: 0.5, variables: ['head.weight'] },
    { name: 'norms-and-biases', count: 2, lr: 0.1, decay: 0, variables: ['head.bias'] },
  ]);
  t.deepEqual(
    groups.map(({ ratedBy }) => ratedBy),
    ['encoder', 'encoder', undefined, undefined],
  );
});

test.serial('the last group that gives a rate wins, and a scale is of the rate of the optimizer', (t) => {
  const [first] = grouped([
    { match: 'encoder.*', lr: 0.01 },
    { match: '*.weight', lr_scale: 0.5 },
  ]);
  t.like(first, { learningRate: 0.05, scale: 0.5, ratedBy: '*.weight' });
});

test.serial('parameters that begin later are a group of their own', (t) => {
  const groups = grouped([], new Map([['head.bias', 7]]));
  t.deepEqual(
    groups.map(({ firstStep, parameters: count }) => [firstStep, count]),
    [
      [0, 84],
      [7, 2],
    ],
  );
});

test.serial('each pattern that matches nothing is a problem, with what is close', (t) => {
  const error = t.throws(() => grouped([{ match: 'encodr', lr: 1 }, { match: 'head' }, { match: 'tail.*' }]), {
    instanceOf: TesseraError,
  });
  t.deepEqual(
    error.problems.map(({ code, path }) => [code, path]),
    [
      ['bad-value', 'optimizer.groups.0.match'],
      ['bad-value', 'optimizer.groups.2.match'],
    ],
  );
  t.deepEqual(error.problems[0]!.hints, ['did you mean `encoder`?', 'the parts of the model: encoder, head']);
});

test('a group has one learning rate', (t) => {
  t.false(groupsParam.safeParse([{ match: 'a', lr: 1, lr_scale: 1 }]).success);
  t.false(groupsParam.safeParse([{ lr: 1 }]).success);
  t.true(groupsParam.safeParse([{ match: 'a', lr: 0 }]).success);
});
