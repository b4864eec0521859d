import test from 'ava';
import { startAverage } from '../../../src/components/metrics/running-average.ts';

const filled = (reduction: 'mean' | 'sum' | 'none') => {
  const average = startAverage(3, { reduction });
  average.add(0.5, [0.25, undefined, undefined]);
  average.add(0.25, [0.75, 0.125, undefined]);
  return average.value();
};

test('the mean is over what was added; a class over what has it', (t) => {
  t.deepEqual(filled('mean'), { value: 0.375, perClass: [0.5, 0.125, undefined] });
});

test('the sum is of the values; classes stay means', (t) => {
  t.deepEqual(filled('sum'), { value: 0.75, perClass: [0.5, 0.125, undefined] });
});

test('without a reduction every value is there too', (t) => {
  t.deepEqual(filled('none'), { value: 0.375, perClass: [0.5, 0.125, undefined], each: [0.5, 0.25] });
});

test('of nothing, the mean is NaN and the sum 0', (t) => {
  t.deepEqual(startAverage(1, { reduction: 'mean' }).value(), { value: NaN, perClass: [undefined] });
  t.is(startAverage(1, { reduction: 'sum' }).value().value, 0);
});
