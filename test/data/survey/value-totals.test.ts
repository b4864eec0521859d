import test from 'ava';
import { addValues } from '../../../src/data/survey/value-totals.ts';

test('pixels and masks of each value and meaning are summed, the most frequent first', (t) => {
  const masks = [
    [
      { value: '1', label: 1, pixels: 5 },
      { value: '2', label: 0, pixels: 20 },
    ],
    [
      { value: '1', label: 2, pixels: 7 },
      { value: '2', label: 0, pixels: 1 },
      { value: '9', pixels: 6 },
    ],
  ];
  t.deepEqual(addValues(masks), [
    { value: '2', label: 0, pixels: 21, masks: 2 },
    { value: '1', label: 2, pixels: 7, masks: 1 },
    { value: '9', pixels: 6, masks: 1 },
    { value: '1', label: 1, pixels: 5, masks: 1 },
  ]);
  t.deepEqual(addValues([]), []);
});
