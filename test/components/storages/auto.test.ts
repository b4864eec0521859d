import test from 'ava';
import { fastest, fitsMemory } from '../../../src/components/storages/auto.ts';
import { writeSpeeds } from '../../../src/data/storage/measured-speeds.ts';
import { buildStorage, coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';
import { newFolder } from '../../helpers/tessera.ts';

const samples = Array.from({ length: 3 }, (_, index) => coordinateSample(7, 9, `sample-${index}`));
const size = { height: 7, width: 9 };
const source = { ...sourceOf(samples), size, fingerprint: async () => 'a' };

test('what was measured to be fastest is taken, as far as it fits', (t) => {
  const speeds = { memory: 300, memmap: 200, hdf5: 250, raw: 1 };
  t.is(fastest(speeds, true), 'memory');
  t.is(fastest(speeds, false), 'hdf5');
  t.is(fastest(undefined, true), 'memory');
  t.is(fastest(undefined, false), 'memmap');
});

test('samples may take half of the free memory, at four bytes per pixel', (t) => {
  t.true(fitsMemory(100, { height: 10, width: 10 }, 80_000));
  t.false(fitsMemory(100, { height: 10, width: 10 }, 79_999));
});

test('auto stores as the measurement for samples of this size says, and says which', async (t) => {
  const cache = await newFolder();
  await writeSpeeds(cache, size, { memory: 1, hdf5: 3, memmap: 2 });
  await writeSpeeds(cache, { height: 1, width: 1 }, { memmap: 9 });
  const storage = await buildStorage({ type: 'auto', cache });
  const stored = await storage.store(source, () => {});
  t.is(stored.storedAs, 'hdf5');
  t.deepEqual(await readAll(stored), samples);
  t.deepEqual(await readAll(await storage.attach!(stored.handle)), samples);
  await storage.close();
});

test('without a measurement, samples that fit stay in memory', async (t) => {
  const storage = await buildStorage({ type: 'auto', cache: await newFolder() });
  t.is((await storage.store(source, () => {})).storedAs, 'memory');
  await storage.close();
});
