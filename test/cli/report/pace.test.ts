import test from 'ava';
import { createPace } from '../../../src/cli/report/pace.ts';

test('images per second are those of the last 20 steps; time left counts what happens between steps', (t) => {
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

test('before the first step nothing is known', (t) => {
  const pace = createPace(() => 0);
  t.is(pace.imagesPerSecond(), 0);
  t.is(pace.secondsLeft(10), 0);
});
