import { cp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { fingerprintDataset } from '../../../src/data/fingerprint/fingerprint-dataset.ts';
import type { SampleSource } from '../../../src/data/sample.ts';
import { newFolder } from '../../helpers/tessera.ts';

/** Samples whose photos and masks are files of this folder. */
function fromFiles(folder: string, names: readonly string[]): SampleSource {
  return {
    length: names.length,
    name: (index) => names[index]!,
    read: () => Promise.reject(new Error('nothing is decoded')),
    files: (index) => ({ image: join(folder, `${names[index]}.jpg`), masks: [join(folder, `${names[index]}.png`)] }),
  };
}

async function photos(names: readonly string[]): Promise<string> {
  const folder = await newFolder();
  for (const name of names) {
    await writeFile(join(folder, `${name}.jpg`), `photo ${name}`);
    await writeFile(join(folder, `${name}.png`), `mask ${name}`);
  }
  return folder;
}

const empty: SampleSource = { length: 0, name: String, read: () => Promise.reject(new Error('none')) };

async function trainOf(source: SampleSource) {
  const splits = { train: source, val: empty, test: empty };
  const { by, train } = await fingerprintDataset({ splits }, { cache: await newFolder() });
  return { by, ...train };
}

test('a copy with other time stamps at another place is the same data', async (t) => {
  const folder = await photos(['a', 'b']);
  const before = await trainOf(fromFiles(folder, ['a', 'b']));
  t.like(before, { by: 'files', samples: 2 });
  t.regex(before.sha256, /^[0-9a-f]{64}$/);
  const copy = join(await newFolder(), 'copy');
  await cp(folder, copy, { recursive: true });
  await utimes(join(copy, 'a.jpg'), 1, 1);
  t.deepEqual(await trainOf(fromFiles(copy, ['a', 'b'])), before);
});

test('another photo, mask, name, order or number is other data', async (t) => {
  const folder = await photos(['a', 'b', 'c']);
  const seen = new Set([(await trainOf(fromFiles(folder, ['a', 'b']))).sha256]);
  const isNew = async (names: readonly string[], what: string) => {
    const { sha256 } = await trainOf(fromFiles(folder, names));
    t.false(seen.has(sha256), what);
    seen.add(sha256);
  };
  await isNew(['b', 'a'], 'order');
  await isNew(['a'], 'fewer');
  await isNew(['a', 'b', 'c'], 'more');
  await writeFile(join(folder, 'b.jpg'), 'other');
  await isNew(['a', 'b'], 'photo');
  await writeFile(join(folder, 'b.png'), 'other');
  await isNew(['a', 'b'], 'mask');
  for (const end of ['jpg', 'png']) await rename(join(folder, `b.${end}`), join(folder, `d.${end}`));
  await isNew(['a', 'd'], 'name');
  await rm(join(folder, 'd.png'));
  await isNew(['a', 'd'], 'a file that is gone');
});

test('tiles count by the photos that they are cut from, and by their number', async (t) => {
  const folder = await photos(['a']);
  const source = fromFiles(folder, ['a']);
  const tiles: SampleSource = { ...empty, length: 6, photos: source };
  const { by, samples, sha256 } = await trainOf(tiles);
  t.deepEqual([by, samples, sha256], ['files', 6, (await trainOf(source)).sha256]);
});

test('samples that are no files count by name', async (t) => {
  const made = (...names: string[]): SampleSource => ({
    ...empty,
    length: names.length,
    name: (index) => names[index]!,
  });
  const before = await trainOf(made('a', 'b'));
  t.like(before, { by: 'names', samples: 2 });
  t.not((await trainOf(made('a', 'c'))).sha256, before.sha256);
});

test('progress is told over all splits, for samples that have files', async (t) => {
  const folder = await photos(['a', 'b', 'c']);
  const told: [number, number][] = [];
  const made: SampleSource = { ...empty, length: 5 };
  const splits = { train: fromFiles(folder, ['a', 'b']), val: fromFiles(folder, ['c']), test: made };
  await fingerprintDataset({ splits }, { cache: await newFolder(), onProgress: (...args) => told.push(args) });
  t.deepEqual(told, [
    [1, 3],
    [2, 3],
    [3, 3],
  ]);
});
