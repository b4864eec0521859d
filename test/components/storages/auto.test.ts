import { once } from 'node:events';
import test from 'ava';
import { execa } from 'execa';
import { fastest, fitsMemory } from '../../../src/components/storages/auto.ts';
import { describeHolder, type Holder } from '../../../src/core/lease/index.ts';
import { writeSpeeds } from '../../../src/data/storage/measured-speeds.ts';
import { fromSource } from '../../helpers/from-source.ts';
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

test('while another process packs the same samples, auto says for whom it waits, and a signal ends the waiting', async (t) => {
  const cache = await newFolder();
  await writeSpeeds(cache, size, { memmap: 1 });
  const program = [new URL('_packer.ts', import.meta.url).pathname, cache, '2'];
  const packer = execa(process.execPath, [...fromSource, ...program], { reject: false });
  t.teardown(() => packer.kill('SIGKILL'));
  await once(packer.stdout, 'data');
  const storage = await buildStorage({ type: 'auto', cache });
  // The packer's samples, of which nothing is read here.
  const same = { ...sourceOf([]), length: 40, size, fingerprint: async () => 'packer' };
  const stopped = new AbortController();
  const waitedFor: Array<Holder | undefined> = [];
  const storing = storage.store(same, () => {}, {
    signal: stopped.signal,
    onWait: (holder) => {
      waitedFor.push(holder);
      stopped.abort(new Error('the user lost patience'));
    },
  });
  await t.throwsAsync(storing, { message: 'the user lost patience' });
  t.deepEqual(
    waitedFor.map((holder) => holder?.pid),
    [packer.pid],
  );
  t.true(describeHolder(waitedFor[0]).includes(`process ${packer.pid}`));
  await storage.close();
});
