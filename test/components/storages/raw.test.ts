import test from 'ava';
import { buildStorage, coordinateSample, sourceOf } from '../../helpers/data.ts';

test('nothing is kept: a sample is read when all are, and at each use again', async (t) => {
  const inner = sourceOf([coordinateSample(2, 2), coordinateSample(2, 2)]);
  let reads = 0;
  const source = { ...inner, read: (index: number) => (reads++, inner.read(index)) };
  const storage = await buildStorage({ type: 'raw' });
  const stored = await storage.store(source, () => {});
  t.is(reads, 2);
  await stored.read(1);
  await stored.read(1);
  t.is(reads, 4);
  t.is(stored.handle, undefined, 'a thread reads the files itself');
});
