import { readdir, readFile, rm, truncate, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { execa } from 'execa';
import { prepareSplits } from '../../../src/data/prepare/prepare-splits.ts';
import type { SampleSource } from '../../../src/data/sample.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { fromSource } from '../../helpers/from-source.ts';
import { buildDataset, buildStorage, coordinateSample, readAll, sourceOf } from '../../helpers/data.ts';
import { photo, writePets } from '../../helpers/photos.ts';
import { pythonWith, testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';

const withNumPy = await testIf('numpy');
const withH5py = await testIf('h5py');

const samples = Array.from({ length: 5 }, (_, index) => coordinateSample(7, 9, `sample-${index}`));

/** A source with a fingerprint that counts its reads. */
function counted(fingerprint: string): { source: SampleSource; reads: () => number } {
  let reads = 0;
  const source = { ...sourceOf(samples), size: { height: 7, width: 9 } };
  const read = (index: number) => {
    reads++;
    return source.read(index);
  };
  return { source: { ...source, read, fingerprint: async () => fingerprint }, reads: () => reads };
}

for (const type of ['memmap', 'hdf5']) {
  const open = async (cache: string) => buildStorage({ type, cache, chunk_size: 2 });

  test(`${type}: packs once for a fingerprint, and again for another`, async (t) => {
    const cache = await newFolder();
    const [first, second, other] = [counted('a'), counted('a'), counted('b')];
    for (const { source } of [first, second, other]) {
      const storage = await open(cache);
      t.deepEqual(await readAll(await storage.store(source, () => {})), samples);
      await storage.close();
    }
    t.deepEqual([first.reads(), second.reads(), other.reads()], [5, 0, 5]);
  });

  test(`${type}: two that pack at the same time pack once`, async (t) => {
    const cache = await newFolder();
    const [first, second] = [counted('a'), counted('a')];
    const storages = await Promise.all([open(cache), open(cache)]);
    const stored = await Promise.all([
      storages[0].store(first.source, () => {}),
      storages[1].store(second.source, () => {}),
    ]);
    for (const source of stored) t.deepEqual(await readAll(source), samples);
    t.is(first.reads() + second.reads(), 5);
    await Promise.all(storages.map((storage) => storage.close()));
  });

  test(`${type}: a pack that fails in the middle leaves nothing behind`, async (t) => {
    const cache = await newFolder();
    const storage = await open(cache);
    const { source } = counted('a');
    const failing = {
      ...source,
      read: async (index: number) => (index < 4 ? source.read(index) : Promise.reject(new Error('broken'))),
    };
    await t.throwsAsync(
      storage.store(failing, () => {}),
      { message: 'broken' },
    );
    t.deepEqual(await readdir(cache), []);
    t.deepEqual(await readAll(await storage.store(source, () => {})), samples);
    await storage.close();
  });

  test(`${type}: a file that changes packs its split again, and broken data is never kept`, async (t) => {
    const cache = await newFolder();
    const files = await writePets([photo('a'), photo('b', 2)], [photo('e')]);
    const prepare = async () => {
      const dataset = await buildDataset({
        type: 'oxford-iiit-pet',
        root: files.root,
        image_size: 8,
        split: { train: 0.5 },
        allow_empty: ['cat', 'dog'],
        storage: { type, cache },
      });
      const splits = await prepareSplits(dataset);
      const masks = (await readAll(splits.test)).map(({ mask }) => [...mask]);
      await dataset.storage.close();
      return masks;
    };
    const before = await prepare();
    const packs = (await readdir(cache)).length;
    t.is(packs, 3);
    await utimes(files.image('e'), 1, 1);
    t.deepEqual(await prepare(), before);
    t.is((await readdir(cache)).length, packs + 1);
    await rm(files.trimap('e'));
    await t.throwsAsync(prepare(), { instanceOf: TesseraError, message: /missing-mask/ });
    t.is((await readdir(cache)).length, packs + 1);
  });
}

async function python(module: string, code: string, ...args: string[]): Promise<string> {
  return (await execa(await pythonWith(module), ['-c', code, ...args])).stdout;
}

withNumPy('memmap: NumPy maps the files', async (t) => {
  const cache = await newFolder();
  const storage = await buildStorage({ type: 'memmap', cache });
  await storage.store(counted('a').source, () => {});
  await storage.close();
  const folder = join(cache, (await readdir(cache))[0]!);
  const header = await readFile(join(folder, 'masks.npy'));
  t.is(header.length, 128 + 5 * 7 * 9);
  const code = `
import sys, numpy
images, masks = (numpy.load(sys.argv[1] + name, mmap_mode="r") for name in ("/images.npy", "/masks.npy"))
print(images.shape, masks.shape, images.dtype, images[3, 6, 8].tolist(), int(masks[4, 5, 2]))`;
  t.is(await python('numpy', code, folder), '(5, 7, 9, 3) (5, 7, 9) uint8 [8, 6, 14] 7');
});

withNumPy('memmap: NumPy maps samples of different sizes as one line of bytes', async (t) => {
  const cache = await newFolder();
  const storage = await buildStorage({ type: 'memmap', cache });
  const source = sourceOf([coordinateSample(2, 3), coordinateSample(1, 2)]);
  await storage.store({ ...source, fingerprint: async () => 'a' }, () => {});
  await storage.close();
  const code = `
import sys, numpy
masks = numpy.load(sys.argv[1] + "/masks.npy", mmap_mode="r")
print(masks.shape, masks.tolist(), numpy.load(sys.argv[1] + "/images.npy").shape)`;
  const printed = await python('numpy', code, join(cache, (await readdir(cache))[0]!));
  t.is(printed, '(8,) [0, 1, 2, 1, 2, 3, 0, 1] (24,)');
});

withH5py('hdf5: h5py reads the file', async (t) => {
  const cache = await newFolder();
  const storage = await buildStorage({ type: 'hdf5', cache, chunk_size: 2 });
  await storage.store(counted('a').source, () => {});
  await storage.close();
  const file = join(cache, (await readdir(cache))[0]!, 'samples.h5');
  const code = `
import sys, h5py
with h5py.File(sys.argv[1]) as file:
    images, masks = file["images"], file["masks"]
    print(images.shape, masks.chunks, images.dtype, images[3, 6, 8].tolist(), int(masks[4, 5, 2]), file["names"][4].decode())`;
  t.is(await python('h5py', code, file), '(5, 7, 9, 3) (1, 7, 9) uint8 [8, 6, 14] 7 sample-4');
});

test('a mask that cannot be read is remembered with its pack', async (t) => {
  const problems = [{ code: 'missing-mask' as const, message: 'sample-1 has no mask' }];
  for (const type of ['memmap', 'hdf5']) {
    const cache = await newFolder();
    for (const times of [1, 2]) {
      const storage = await buildStorage({ type, cache });
      const stored = await storage.store(
        { ...counted('a').source, unreadable: () => (times === 1 ? [{ index: 1, problems }] : []) },
        () => {},
      );
      t.deepEqual(stored.unreadable!(), [{ index: 1, problems }]);
      await storage.close();
    }
  }
});

test('a pack whose file is cut off is refused with what to do', async (t) => {
  const cache = await newFolder();
  const storage = await buildStorage({ type: 'memmap', cache });
  await storage.store(counted('a').source, () => {});
  const file = join(cache, (await readdir(cache))[0]!, 'images.npy');
  await truncate(file, 300);
  await t.throwsAsync(
    storage.store(counted('a').source, () => {}),
    {
      instanceOf: TesseraError,
      message: /bad-dataset: expected all packed samples in .*images\.npy, which is too short/,
    },
  );
  await storage.close();
});

/** A process that packs 40 samples, slowly, and says which it reads. */
const packer = (cache: string, ...standStillAfter: string[]) =>
  execa(process.execPath, [...fromSource, new URL('_packer.ts', import.meta.url).pathname, cache, ...standStillAfter], {
    reject: false,
  });
const packs = async (cache: string) => (await readdir(cache)).filter((name) => /^memmap-[0-9a-f]+$/.test(name));

test('a process that is killed in the middle leaves no pack; the next one clears up and packs', async (t) => {
  const cache = await newFolder();
  const killed = packer(cache, '10');
  killed.stdout.on('data', (text) => String(text).includes('read 10') && killed.kill('SIGKILL'));
  await killed;
  t.deepEqual(await packs(cache), []);
  t.true((await readdir(cache)).some((name) => name.includes('.partial-')));
  const { stdout } = await packer(cache);
  t.is(stdout.split('\n').filter((line) => line.startsWith('read')).length, 40);
  t.deepEqual(await readdir(cache), await packs(cache));
});

test('of two processes one packs, the other waits and takes its pack', async (t) => {
  const cache = await newFolder();
  const both = await Promise.all([packer(cache), packer(cache)]);
  const lines = both.map(({ stdout }) => stdout.split('\n'));
  t.deepEqual(
    lines.map((all) => all.at(-1)),
    ['stored 40', 'stored 40'],
  );
  t.is(lines.flat().filter((line) => line.startsWith('read')).length, 40);
});
