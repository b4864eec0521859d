import test from 'ava';
import { readOnce } from '../../../src/data/storage/read-once.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

test('every sample is read once, progress is told after each, and the source itself is what is read later', async (t) => {
  const inner = sourceOf([coordinateSample(2, 2), coordinateSample(2, 3), coordinateSample(2, 4)]);
  const read: number[] = [];
  const source = { ...inner, read: (index: number) => (read.push(index), inner.read(index)) };
  const done: number[] = [];
  t.is(await readOnce(source, (count) => done.push(count)), source);
  t.deepEqual(read, [0, 1, 2]);
  t.deepEqual(done, [1, 2, 3]);
});

test('a sample that cannot be read ends it', async (t) => {
  const source = { ...sourceOf([coordinateSample(2, 2)]), read: () => Promise.reject(new Error('broken')) };
  await t.throwsAsync(
    readOnce(source, () => {}),
    { message: 'broken' },
  );
});
