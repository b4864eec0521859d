import test from 'ava';
import { diverged, firstNotFinite } from '../../src/train/diverged.ts';

test('training that diverged is a failure of the run, with what to do', (t) => {
  const error = diverged('the training loss became NaN at step 7');
  t.is(error.exitCode, 1);
  t.like(error.problems[0], { code: 'diverged', message: 'the training loss became NaN at step 7' });
  t.is(error.problems[0]!.hints![0], 'lower optimizer.lr');
});

test('the first number that is not finite is found, wherever it is', (t) => {
  t.is(firstNotFinite(Float32Array.of(0, -1, 3.4e38, 1e-45)), undefined);
  t.is(firstNotFinite(new Float32Array()), undefined);
  t.is(firstNotFinite(Float32Array.of(NaN, 1)), NaN);
  t.is(firstNotFinite(Float32Array.of(1, 2, -Infinity, NaN)), -Infinity);
  t.is(firstNotFinite(Float32Array.of(1, Infinity)), Infinity);
});
