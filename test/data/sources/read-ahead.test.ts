import test from 'ava';
import { readAhead } from '../../../src/data/sources/read-ahead.ts';

/** A source whose reads end when they are told to. */
function held(length: number, parallel?: number) {
  const started: number[] = [];
  const ends: (() => void)[] = [];
  const read = (index: number) => {
    started.push(index);
    return new Promise<number>((resolve) => (ends[index] = () => resolve(index)));
  };
  return { source: { length, read, ...(parallel && { parallel }) }, started, ends };
}

test('several reads are under way, and items come in order although later ones end first', async (t) => {
  const { source, started, ends } = held(4, 2);
  const items = readAhead<number>(source);
  const first = items.next();
  t.deepEqual(started, [0, 1]);
  ends[1]!();
  ends[0]!();
  t.is((await first).value, 0);
  const second = items.next();
  t.deepEqual(started, [0, 1, 2]);
  t.is((await second).value, 1);
  ends[2]!();
  t.is((await items.next()).value, 2);
  ends[3]!();
  t.is((await items.next()).value, 3);
  t.true((await items.next()).done);
});

test('four reads unless told', async (t) => {
  const { source, started, ends } = held(9);
  const items = readAhead<number>(source);
  const first = items.next();
  t.is(started.length, 4);
  for (const end of ends) end();
  await first;
  await items.return(undefined);
});

test("who stops in the middle waits for what is under way; its errors are nobody's", async (t) => {
  let ended = false;
  const source = {
    length: 3,
    async read(index: number) {
      if (index === 0) return index;
      await Promise.resolve();
      ended = true;
      throw new Error('too late');
    },
  };
  for await (const item of readAhead<number>(source)) {
    t.is(item, 0);
    break;
  }
  t.true(ended);
});

test('a read that fails is thrown when it is its turn', async (t) => {
  const seen: number[] = [];
  const read = async (index: number) => (index === 1 ? Promise.reject(new Error('one')) : index);
  await t.throwsAsync(
    async () => {
      for await (const item of readAhead<number>({ length: 3, read })) seen.push(item);
    },
    { message: 'one' },
  );
  t.deepEqual(seen, [0]);
});
