import test from 'ava';
import { describeOutlook } from '../../src/cli/dry-run-sweep.ts';

const outlook = { points: 60, toRun: 40, seconds: 7200, bytes: 2 ** 30, freeBytes: 2 ** 34, measuredOn: 20 };

test('what the rest of a sweep takes, and how that is known', (t) => {
  t.deepEqual(describeOutlook(outlook, 2), [
    'to run  40 of 60 points',
    'time    about 2h 00m, 2 at a time; by the 20 that are complete',
    'disk    about 1.0 GiB, 16.0 GiB are free',
  ]);
  const [, time] = describeOutlook({ ...outlook, measuredOn: 0 }, 2);
  t.is(time, 'time    about 2h 00m, 2 at a time; by a few steps of the first point, tried now');
});

test('what nobody knows is told as such', (t) => {
  t.deepEqual(describeOutlook({ points: 3, toRun: 3, measuredOn: 0 }, 1), [
    'to run  3 of 3 points',
    'time    unknown before a point is complete',
    'disk    unknown',
  ]);
});

test('a sweep that is complete has nothing to run', (t) => {
  t.deepEqual(describeOutlook({ ...outlook, toRun: 0 }, 2), ['to run  nothing']);
});
