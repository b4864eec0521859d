import test from 'ava';
import type { Clock } from '../../src/runs/clock.ts';
import { clocksOf } from '../../src/report/clocks.ts';

test('a run has the seconds since its first step; one without times has no clock', (t) => {
  const clock: Clock = [
    [1, 5000],
    [4, 6500],
  ];
  t.deepEqual(clocksOf([{ clock: [] }, { clock }]), [
    { run: 1, startedAt: '1970-01-01T00:00:05.000Z', steps: [1, 4], seconds: [0, 1.5] },
  ]);
});

test('of a long run, 200 steps are told, with the first and the last', (t) => {
  const clock = Array.from({ length: 1000 }, (_, step) => [step, step * 1000] as const);
  const [found] = clocksOf([{ clock }]);
  t.is(found!.steps.length, 200);
  t.deepEqual([found!.steps[0], found!.steps.at(-1), found!.seconds.at(-1)], [0, 999, 999]);
  t.true(found!.steps.every((step, place) => place === 0 || step > found!.steps[place - 1]!));
});
