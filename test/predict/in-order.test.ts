import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { inOrder } from '../../src/predict/in-order.ts';

const never = new AbortController().signal;

test('results are taken in the order of the items, as many at a time as wanted', async (t) => {
  let [now, most] = [0, 0];
  const taken: number[] = [];
  const work = async (item: number) => {
    most = Math.max(most, ++now);
    await wait(item === 0 ? 20 : 1);
    now--;
    return { item };
  };
  await inOrder([0, 1, 2, 3, 4], { atOnce: 2, work, lost: never }, async (item, result) => {
    t.is(result.item, item);
    taken.push(item);
  });
  t.deepEqual(taken, [0, 1, 2, 3, 4]);
  t.is(most, 2);
});

test('after an error nothing is begun, and what is done behind it is taken all the same', async (t) => {
  const [begun, taken]: [number[], number[]] = [[], []];
  const work = async (item: number) => {
    begun.push(item);
    if (item === 0) {
      await wait(10);
      throw new Error('first');
    }
    if (item === 2) await wait(30);
    return { item };
  };
  const run = inOrder([0, 1, 2, 3], { atOnce: 2, work, lost: never }, async (item) => void taken.push(item));
  await t.throwsAsync(run, { message: 'first' });
  t.deepEqual(begun, [0, 1, 2]);
  t.deepEqual(taken, [1, 2]);
});

test('an aborted signal ends it with its reason; whoever lost the right to write takes nothing more', async (t) => {
  const stop = new AbortController();
  const lost = new AbortController();
  const taken: number[] = [];
  const work = async (item: number) => {
    if (item === 1) stop.abort(new Error('stop'));
    return { item };
  };
  const take = async (item: number) => void taken.push(item);
  await t.throwsAsync(inOrder([0, 1, 2], { atOnce: 1, work, signal: stop.signal, lost: never }, take), {
    message: 'stop',
  });
  t.deepEqual(taken, [0, 1]);
  lost.abort(new Error('lost'));
  await t.throwsAsync(inOrder([3], { atOnce: 1, work, lost: lost.signal }, take), { message: 'lost' });
  t.deepEqual(taken, [0, 1]);
});
