import test from 'ava';
import { buildStorage, coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';

const samples = [coordinateSample(2, 3, 'a'), coordinateSample(2, 3, 'b')];
const sized = { ...sourceOf(samples), size: { height: 2, width: 3 } };

test('samples of one size lie one behind the other, in memory that threads share', async (t) => {
  const storage = await buildStorage({ type: 'memory' });
  const stored = await storage.store(sized, () => {});
  const [a, b] = await readAll(stored);
  t.true(a!.image.buffer instanceof SharedArrayBuffer);
  t.is(a!.image.buffer, b!.image.buffer);
  t.deepEqual([a!.image.byteOffset, b!.image.byteOffset], [0, 18]);
  t.deepEqual([a!.mask.byteOffset, b!.mask.byteOffset], [0, 6]);
});

test('a handle opens the same memory, and copies nothing', async (t) => {
  for (const source of [sized, sourceOf([...samples, coordinateSample(4, 1, 'c')])]) {
    const storage = await buildStorage({ type: 'memory' });
    const stored = await storage.store(source, () => {});
    const attached = await (await buildStorage({ type: 'memory' })).attach!(stored.handle);
    t.deepEqual(await readAll(attached), await readAll(source));
    t.is((await attached.read(1)).image.buffer, (await stored.read(1)).image.buffer);
    t.is(attached.name(1), 'b');
  }
});
