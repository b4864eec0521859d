import test from 'ava';
import { AgreementCounter } from '../../src/export/agreement.ts';

/** Two classes, four pixels: class 0, class 1, class 1 by a hair, class 1. */
const own = Float32Array.of(10, 0, 0, 10, 5, 5.0005, -10, 10);
const changed = (at: number, by: number) => own.map((value, index) => (index === at ? value + by : value));
const counted = (exported: Float32Array) => {
  const counter = new AgreementCounter(2);
  counter.addLogits(own, exported);
  return counter;
};

test('equal logits agree; shares are those of the run', (t) => {
  const counter = counted(own);
  t.true(counter.agrees);
  t.deepEqual(counter.result, {
    pixels: 4,
    differentLabels: 0,
    largestDifference: 0,
    largestLogit: 10,
    shares: [0.25, 0.75],
  });
});

test('logits may differ by a ten-thousandth of the largest one', (t) => {
  t.true(counted(changed(0, 0.0009)).agrees);
  t.false(counted(changed(0, 0.0011)).agrees);
  t.false(counted(changed(1, -0.0011)).agrees);
});

test('a label may differ where both classes are as likely', (t) => {
  const counter = counted(changed(4, 0.0009));
  t.is(counter.result.differentLabels, 1);
  t.true(counter.agrees);
});

test('not-a-number agrees with nothing', (t) => {
  t.false(counted(changed(0, NaN)).agrees);
  t.is(counted(changed(7, NaN)).result.largestDifference, Infinity);
});

test('labels of a model are compared with those of the logits', (t) => {
  const labels = (...values: number[]) => {
    const counter = counted(own);
    counter.addLabels(own, Uint8Array.from(values));
    return counter;
  };
  t.true(labels(0, 1, 1, 1).agrees);
  t.is(labels(0, 1, 0, 1).result.differentLabels, 1);
  t.true(labels(0, 1, 0, 1).agrees, 'as likely');
  t.false(labels(1, 1, 1, 1).agrees);
  t.false(labels(0, 1, 2, 1).agrees, 'no such class');
});
