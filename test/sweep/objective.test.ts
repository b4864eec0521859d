import test from 'ava';
import { objectiveValue } from '../../src/sweep/objective.ts';

const validation = { metric: 'iou/macro/image', direction: 'max', value: 0.7, step: 9 } as const;
const metric = (value: number) => ({ value, perClass: [], direction: 'max' as const });
const atBest = {
  loss: 0.3,
  losses: { 'loss/dice': 0.2 },
  metrics: { 'iou/macro/image': metric(0.7), 'recall/macro/image': metric(0.9) },
};
const of = (name: string, mode?: 'max' | 'min') =>
  objectiveValue({ validation, atBest }, { metric: name, ...(mode && { mode }) });

test('without an objective, the metric that decides ranks', (t) => {
  t.is(objectiveValue({ validation, atBest }, undefined), validation);
  t.is(objectiveValue({}, { metric: 'iou' }), undefined);
});

test('an objective is a figure of the same validation, by its name or a beginning of it', (t) => {
  t.deepEqual(of('val/recall/macro'), { metric: 'recall/macro/image', direction: 'max', value: 0.9, step: 9 });
  t.deepEqual(of('iou'), validation);
  t.like(of('loss'), { metric: 'loss', direction: 'min', value: 0.3 });
  t.like(of('loss/dice'), { value: 0.2 });
  t.is(of('dice'), undefined);
});

test('the mode wins over the direction of the metric', (t) => {
  t.is(of('recall', 'min')?.direction, 'min');
});

test('a run that kept no figures has the value of the metric that decides only', (t) => {
  t.deepEqual(objectiveValue({ validation }, { metric: 'iou/macro' }), validation);
  t.is(objectiveValue({ validation }, { metric: 'recall' }), undefined);
});
