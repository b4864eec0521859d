import test from 'ava';
import { groupsToShow, planLearningRates } from '../../src/plan/learning-rates.ts';

test('the curve goes from the first step to the last, evenly, and is that of the optimizer', (t) => {
  const { curve, watches } = planLearningRates((step) => 1 / (1 + step), { totalSteps: 1000 }, 0.5);
  t.is(curve.length, 60);
  t.deepEqual(curve[0], { step: 0, rate: 0.5 });
  t.deepEqual(curve[1], { step: 17, rate: 0.5 / 18 });
  t.deepEqual(curve.at(-1), { step: 999, rate: 0.5 / 1000 });
  t.is(watches, undefined);
});

test('a short training has a point for each step, one step among them', (t) => {
  const steps = (totalSteps: number) => planLearningRates(() => 1, { totalSteps }, 1).curve.map(({ step }) => step);
  t.deepEqual(steps(4), [0, 1, 2, 3]);
  t.deepEqual(steps(1), [0]);
});

test('a schedule that watches a metric says so', (t) => {
  const scheduler = Object.assign(() => 1, { watches: 'loss' });
  t.is(planLearningRates(scheduler, { totalSteps: 2 }, 1).watches, 'loss');
});

test('groups are shown where somebody asked for some', (t) => {
  const group = { name: 'all others', parameters: 1, learningRate: 1, weightDecay: 0 };
  t.deepEqual(groupsToShow(undefined), []);
  t.deepEqual(groupsToShow([group]), []);
  const other = { ...group, name: 'encoder' };
  t.deepEqual(groupsToShow([other]), [other]);
  t.deepEqual(groupsToShow([group, other]), [group, other]);
});
