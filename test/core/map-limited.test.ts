import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { mapLimited } from '../../src/core/map-limited.ts';

test('results come in the order of the items, and no more than the limit run at a time', async (t) => {
  let [running, most] = [0, 0];
  const results = await mapLimited([30, 5, 20, 1, 10], 2, async (milliseconds, index) => {
    most = Math.max(most, ++running);
    await sleep(milliseconds);
    running--;
    return index * 10;
  });
  t.deepEqual(results, [0, 10, 20, 30, 40]);
  t.is(most, 2);
});

test('no items give no results', async (t) => {
  t.deepEqual(await mapLimited([], 4, () => Promise.reject(new Error('never called'))), []);
});

test('the first failure is the failure of all', async (t) => {
  const work = (item: number) => (item === 2 ? Promise.reject(new Error('two')) : Promise.resolve(item));
  await t.throwsAsync(mapLimited([1, 2, 3], 2, work), { message: 'two' });
});

test('after a failure no more are begun, and it is told when those under way have ended', async (t) => {
  const begun: number[] = [];
  let hasEnded = false;
  const work = async (item: number) => {
    begun.push(item);
    if (item === 1) throw new Error('one');
    await sleep(10);
    hasEnded = true;
  };
  await t.throwsAsync(mapLimited([1, 2, 3, 4], 2, work), { message: 'one' });
  t.deepEqual(begun, [1, 2]);
  t.true(hasEnded);
});
