import test from 'ava';
import type { SampleMemory } from '../../../src/data/sample.ts';
import { readOrders, readSpeed } from '../../../src/data/storage-bench/read-speed.ts';
import { coordinateSample, sourceOf } from '../../helpers/data.ts';

const size = { height: 2, width: 3 };

function watched(count: number) {
  const inner = sourceOf(Array.from({ length: count }, (_, index) => coordinateSample(2, 3, `${index}`)));
  const [read, places]: [number[], (SampleMemory | undefined)[]] = [[], []];
  const source = {
    ...inner,
    read: (index: number, into?: SampleMemory) => (read.push(index), places.push(into), inner.read(index)),
  };
  return { source, read, places };
}

test('each order reads every sample once, the shuffled one not in order', async (t) => {
  const all = Array.from({ length: 20 }, (_, index) => index);
  for (const order of readOrders) {
    const { source, read } = watched(20);
    const speed = await readSpeed(source, size, order);
    t.true(speed > 0 && Number.isFinite(speed));
    t.deepEqual(order === 'sequential' ? read : read.toSorted((a, b) => a - b), all);
    if (order === 'shuffled') t.notDeepEqual(read, all);
  }
});

test("samples are copied to memory of the caller's, two places in turn", async (t) => {
  const { source, places } = watched(3);
  await readSpeed(source, size, 'sequential');
  const [first, second, third] = places as SampleMemory[];
  t.is(first!.image.buffer, third!.image.buffer);
  t.is(first!.image.byteOffset, third!.image.byteOffset);
  t.not(first!.image.byteOffset, second!.image.byteOffset);
  t.deepEqual([...second!.image], [...coordinateSample(2, 3).image]);
  t.deepEqual([...second!.mask], [...coordinateSample(2, 3).mask]);
});
