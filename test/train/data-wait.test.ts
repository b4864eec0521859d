import test from 'ava';
import { createDataWait, type StepTime } from '../../src/train/data-wait.ts';

test('waiting is the time until an item comes, work the time until a step says that it is done', async (t) => {
  let clock = 0;
  const wait = createDataWait(() => clock);
  const comesAfter = [3, 1, 0];
  async function* items() {
    for (const milliseconds of comesAfter) {
      clock += milliseconds;
      yield milliseconds;
    }
  }
  const times: StepTime[] = [];
  for await (const _ of wait.watch(items())) {
    clock += 7;
    wait.worked();
    times.push(wait.sinceLast());
    // A validation after the step is neither.
    clock += 100;
  }
  t.deepEqual(times, [
    { seconds: 10 / 1000, dataWait: 3 / 10 },
    { seconds: 8 / 1000, dataWait: 1 / 8 },
    { seconds: 7 / 1000, dataWait: 0 },
  ]);
  t.is(wait.total(), 4 / 25);
});

test('several steps may pass between two looks', async (t) => {
  let clock = 0;
  const wait = createDataWait(() => clock);
  async function* items() {
    for (clock = 2; clock < 20; clock += 2) yield clock;
  }
  const seen: number[] = [];
  for await (const item of wait.watch(items())) {
    clock += 3;
    wait.worked();
    if (seen.push(item) % 2 === 0) t.deepEqual(wait.sinceLast(), { seconds: 10 / 1000, dataWait: 4 / 10 });
  }
  t.is(seen.length, 4);
});
