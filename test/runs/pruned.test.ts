import test from 'ava';
import { describePruned, prunedSchema, shownState } from '../../src/runs/pruned.ts';

const pruned = { by: 'asha', metric: 'iou', validation: 3, step: 30, value: 0.41234, cutoff: 0.5, among: 12 };

test('a run that was pruned is complete, and called pruned', (t) => {
  t.is(shownState({ state: 'completed', pruned }), 'pruned');
  t.is(shownState({ state: 'completed' }), 'completed');
  t.is(shownState({ state: 'running', pruned }), 'running');
});

test('why a run was pruned is told in one line', (t) => {
  t.is(describePruned(pruned), 'by asha at validation 3 (step 30): 0.4123, against 0.5000 of 12 runs');
  t.true(describePruned({ ...pruned, among: 1 }).endsWith('of 1 run'));
});

test('a value that could not be counted is kept too', (t) => {
  t.deepEqual(prunedSchema.parse({ ...pruned, value: 'NaN' }).value, NaN);
});
