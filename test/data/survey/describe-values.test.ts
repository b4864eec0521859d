import test from 'ava';
import { describeValues } from '../../../src/data/survey/describe-values.ts';

const classes = [{ name: 'bg' }, { name: 'cat' }, { name: 'dog' }];

test('each value is told with its share and its meanings', (t) => {
  t.deepEqual(
    describeValues(
      [
        { value: '1', label: 2, pixels: 30, masks: 1 },
        { value: '2', label: 0, pixels: 100, masks: 2 },
        { value: '1', label: 1, pixels: 20, masks: 1 },
        { value: '3', label: 255, pixels: 40, masks: 2 },
        { value: '7', pixels: 10, masks: 1 },
      ],
      classes,
    ),
    ['the masks hold 2 (50.0%, bg), 1 (25.0%, dog or cat), 3 (20.0%, ignored), 7 (5.0%, no class)'],
  );
});

test('labels that come from no file with values say nothing', (t) => {
  t.deepEqual(describeValues([{ label: 0, pixels: 9, masks: 1 }], classes), []);
});
