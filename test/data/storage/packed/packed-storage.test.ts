import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { packedStorage, type PackFormat } from '../../../../src/data/storage/packed/packed-storage.ts';
import type { SampleSource } from '../../../../src/data/sample.ts';
import { coordinateSample, readAll, sourceOf } from '../../../helpers/data.ts';
import { newFolder } from '../../../helpers/tessera.ts';

/** Images behind a byte of another meaning, masks last one first. Counts how often it writes. */
function format(written: { times: number }): PackFormat {
  return {
    name: 'plain',
    files: { images: 'images.bin', masks: 'masks.bin' },
    async write(source, folder, onProgress) {
      written.times++;
      const samples = await readAll(source);
      const [first, second] = samples as [(typeof samples)[0], (typeof samples)[0]];
      await writeFile(join(folder, 'images.bin'), Buffer.concat([Buffer.of(0), first.image, second.image]));
      await writeFile(join(folder, 'masks.bin'), Buffer.concat([second.mask, first.mask]));
      onProgress(samples.length);
      return {
        height: first.height,
        width: first.width,
        names: samples.map(({ name }) => name),
        sizes: samples.map(({ height, width }) => [height, width] as const),
        images: [1, 1 + first.image.length],
        masks: [second.mask.length, 0],
      };
    },
  };
}

const samples = [coordinateSample(2, 3, 'a'), coordinateSample(4, 2, 'b')];

function withFingerprint(fingerprint: string): SampleSource {
  const unreadable = [{ index: 1, problems: [{ code: 'bad-image', message: 'broken' }] }] as const;
  return { ...sourceOf(samples), fingerprint: () => Promise.resolve(fingerprint), unreadable: () => unreadable };
}

test('samples of different sizes come back from a pack as they were, by their own places', async (t) => {
  const storage = packedStorage(await newFolder(), format({ times: 0 }));
  const done: number[] = [];
  const stored = await storage.store(withFingerprint('one'), (count) => done.push(count));
  t.is(stored.length, 2);
  t.deepEqual([stored.name(0), stored.name(1)], ['a', 'b']);
  for (const [index, sample] of samples.entries()) {
    const { image, mask, ...rest } = await stored.read(index);
    t.deepEqual(
      { ...rest, image: [...image], mask: [...mask] },
      {
        name: sample.name,
        height: sample.height,
        width: sample.width,
        image: [...sample.image],
        mask: [...sample.mask],
      },
    );
  }
  t.is(stored.unreadable?.()[0]?.index, 1, 'a pack keeps what could not be read');
  t.deepEqual(done, [2]);
  await storage.close();
});

test('a pack of the same fingerprint is used again, also by another process; another fingerprint has its own', async (t) => {
  const [cache, written] = [await newFolder(), { times: 0 }];
  const open = async (fingerprint: string) => {
    const storage = packedStorage(cache, format(written));
    const { handle } = await storage.store(withFingerprint(fingerprint), () => {});
    await storage.close();
    return handle;
  };
  const first = await open('one');
  t.deepEqual(await open('one'), first);
  t.is(written.times, 1);
  t.notDeepEqual(await open('two'), first);
  t.is(written.times, 2);
});

test('another thread opens a pack by its handle', async (t) => {
  const cache = await newFolder();
  const storage = packedStorage(cache, format({ times: 0 }));
  const { handle } = await storage.store(withFingerprint('one'), () => {});
  const thread = packedStorage(cache, format({ times: 0 }));
  const attached = await thread.attach!(structuredClone(handle));
  t.deepEqual([...(await attached.read(1)).image], [...samples[1]!.image]);
  await thread.close();
  await storage.close();
});

test('an empty split is not packed', async (t) => {
  const written = { times: 0 };
  const empty = sourceOf([]);
  t.is(await packedStorage(await newFolder(), format(written)).store(empty, () => {}), empty);
  t.is(written.times, 0);
});
