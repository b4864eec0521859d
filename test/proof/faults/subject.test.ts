import test from 'ava';
import { figuresOf, losses } from '../../../proof/faults/subject.ts';

test('a run is lost if it is missing or differs; one too many is no loss', (t) => {
  const expected = { a: 'aa 1', b: 'bb 2' };
  t.deepEqual(losses(expected, expected), []);
  t.deepEqual(losses(expected, { ...expected, c: 'cc 3' }), []);
  t.deepEqual(losses(expected, { a: 'aa 1' }), ['b']);
  t.deepEqual(losses(expected, { a: 'aa 1', b: 'bb 3' }), ['b']);
});

test('figures are compared without times', (t) => {
  const result = { steps: 4, best: { step: 2 }, test: { loss: 0.5 }, seconds: 7, dataWait: 0.1 };
  const figures = figuresOf(JSON.stringify(result));
  t.is(figures, figuresOf(JSON.stringify({ ...result, seconds: 8, dataWait: 0.2 })));
  t.not(figures, figuresOf(JSON.stringify({ ...result, test: { loss: 0.25 } })));
});
