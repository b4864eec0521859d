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

test('what has no value is left out of the mean, the sum and the list', (t) => {
  for (const [reduction, value] of [
    ['mean', 0.5],
    ['sum', 1],
    ['none', 0.5],
  ] as const) {
    const average = startAverage(1, { reduction });
    average.add(0.25, [0.25]);
    average.add(NaN, [undefined]);
    average.add(0.75, [0.75]);
    const each = reduction === 'none' ? { each: [0.25, 0.75] } : {};
    t.deepEqual(average.value(), { value, perClass: [0.5], ...each });
  }
});

test('batches may count by their images', (t) => {
  const average = startAverage(2, { reduction: 'by-images' });
  average.add(0.5, [0.5, undefined], 16);
  average.add(1, [1, 0.25], 4);
  t.deepEqual(average.value(), { value: (16 * 0.5 + 4) / 20, perClass: [0.6, 0.25] });
  const plain = startAverage(1, { reduction: 'mean' });
  plain.add(0.5, [0.5], 16);
  plain.add(1, [1], 4);
  t.is(plain.value().value, 0.75);
});
