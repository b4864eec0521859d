import test from 'ava';
import { formatCount, formatDuration, formatTable } from '../../../src/cli/report/format.ts';
import { createPace } from '../../../src/cli/report/pace.ts';
import { resultsTable } from '../../../src/cli/report/results.ts';

test('durations are written in their two largest units', (t) => {
  t.deepEqual([0.4, 59.6, 185, 3720].map(formatDuration), ['0s', '1m 00s', '3m 05s', '1h 02m']);
});

test('counts have thousands separators', (t) => {
  t.is(formatCount(1234567), '1,234,567');
});

test('tables align the first column left and figures right', (t) => {
  t.is(
    formatTable([
      ['a', 'bb'],
      ['long', '1'],
    ]),
    'a     bb\nlong   1',
  );
});

test('images a second are of the last steps; time left counts what happens between steps', (t) => {
  let now = 0;
  const pace = createPace(() => now);
  for (let step = 1; step <= 30; step++) {
    pace.add({ step, loss: 1, images: 16, seconds: step <= 10 ? 100 : 2 });
    now += 3000;
  }
  now -= 3000;
  t.is(pace.imagesPerSecond(), 8);
  t.is(pace.secondsLeft(40), 30);
});

test('after a single step, time left goes by that step', (t) => {
  const pace = createPace(() => 0);
  pace.add({ step: 1, loss: 1, images: 16, seconds: 2 });
  t.is(pace.secondsLeft(11), 20);
});

test('a results table has a column for each class and a dash for an absent one', (t) => {
  const metrics = { 'iou/macro/image': { value: 0.75, perClass: [0.5, 1, null], direction: 'max' as const } };
  t.is(
    resultsTable('test', ['sky', 'cat', 'dog'], { loss: 0.25, metrics }),
    'test              value     sky     cat  dog\niou/macro/image  0.7500  0.5000  1.0000    -\nloss             0.2500',
  );
});
