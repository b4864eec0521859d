import { mkdir, readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import test from 'ava';
import { exists } from '../../src/core/exists.ts';
import { moveIntoPlace, writeFileAtomic, writeFileAtomicSync, writePartsAtomic } from '../../src/core/write-file.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { isTemporary } from '../../src/core/temporary-files.ts';
import { testIf } from '../helpers/requirements.ts';
import { mountSmallDisk } from '../helpers/small-disk.ts';
import { syncedPaths } from '../helpers/synced-paths.ts';
import { newFolder } from '../helpers/tessera.ts';

const onSmallDisk = await testIf('small-disk');
const onLinux = await testIf('linux');

const writers = {
  writeFileAtomic,
  writeFileAtomicSync: async (file: string, data: string | Uint8Array) => writeFileAtomicSync(file, data),
};

for (const [name, write] of Object.entries(writers)) {
  test(`${name} makes a file, replaces it, and leaves nothing else`, async (t) => {
    const folder = await newFolder();
    const file = join(folder, 'a.json');
    await write(file, 'long content');
    await write(file, 'short');
    t.is(await readFile(file, 'utf8'), 'short');
    t.deepEqual(await readdir(folder), ['a.json']);
  });

  test(`${name} writes the bytes that a view shows`, async (t) => {
    const file = join(await newFolder(), 'bytes');
    const floats = new Float32Array([9, 1, 2, 9]).subarray(1, 3);
    await write(file, new Uint8Array(floats.buffer, floats.byteOffset, floats.byteLength));
    t.deepEqual([...(await readFile(file))], [0, 0, 128, 63, 0, 0, 0, 64]);
  });

  test(`${name} leaves the old content, and no temporary file, where it fails`, async (t) => {
    const folder = await newFolder();
    await mkdir(join(folder, 'taken', 'inside'), { recursive: true });
    await t.throwsAsync(write(join(folder, 'taken'), 'x'));
    t.deepEqual(await readdir(folder), ['taken']);
    const absent = join(folder, 'absent', 'a');
    const error = await t.throwsAsync(write(absent, 'x'), { instanceOf: TesseraError });
    t.true(error.problems[0]!.message.startsWith(`cannot write ${absent}: ENOENT`));
  });

  onSmallDisk.serial(
    `${name} says that the disk is full, and leaves the old content and no temporary file`,
    async (t) => {
      const folder = await mountSmallDisk(t, 64);
      const file = join(folder, 'a');
      await write(file, 'old');
      const error = await t.throwsAsync(write(file, Buffer.alloc(100_000)), { instanceOf: TesseraError });
      t.regex(error.problems[0]!.message, /a: the disk is full: 97\.7 KiB are needed, (5\d|60)\.\d KiB are free$/);
      t.is(await readFile(file, 'utf8'), 'old');
      t.deepEqual(await readdir(folder), ['a']);
      await write(file, Buffer.alloc(50_000));
      t.is((await readFile(file)).length, 50_000);
    },
  );

  onLinux.serial(`${name} waits until content and name are on the disk`, async (t) => {
    const folder = await newFolder();
    const synced = await syncedPaths(() => write(join(folder, 'a'), 'x'));
    t.is(synced.length, 2);
    t.true(isTemporary(basename(synced[0]!)) && synced[0]!.startsWith(join(folder, 'a.')));
    t.is(synced[1], folder);
  });
}

test('a reader never sees a part of what is written', async (t) => {
  const file = join(await newFolder(), 'a');
  const texts = ['a'.repeat(1 << 20), 'b'.repeat(1 << 20)];
  await writeFileAtomic(file, texts[0]!);
  let writing = true;
  const work = (async () => {
    for (let turn = 0; turn < 10; turn++) await writeFileAtomic(file, texts[turn % 2]!);
    writing = false;
  })();
  let looks = 0;
  for (; writing; looks++) {
    t.true(texts.includes(await readFile(file, 'utf8')));
    await nextTurn();
  }
  await work;
  t.true(looks > 3);
});

test('a folder that is whole is moved to its place, and not over one that is there', async (t) => {
  const folder = await newFolder();
  for (const name of ['a', 'b']) await mkdir(join(folder, name, name), { recursive: true });
  await moveIntoPlace(join(folder, 'a'), join(folder, 'c'));
  t.true(await exists(join(folder, 'c', 'a')));
  await t.throwsAsync(moveIntoPlace(join(folder, 'b'), join(folder, 'c')), { code: 'ENOTEMPTY' });
  t.true(await exists(join(folder, 'b', 'b')));
});

test('a file that is written in parts appears as a whole, or not at all', async (t) => {
  const folder = await newFolder();
  const file = join(folder, 'a');
  const result = await writePartsAtomic(file, async (add) => {
    await add('one ');
    t.false(await exists(file));
    await add(Uint8Array.of(116, 119, 111));
    return 2;
  });
  t.is(result, 2);
  t.is(await readFile(file, 'utf8'), 'one two');
  const own = new Error('mine');
  const failing = writePartsAtomic(file, async (add) => {
    await add('other');
    throw own;
  });
  t.is(await t.throwsAsync(failing), own, 'what the work throws is not taken for a disk that fails');
  t.is(await readFile(file, 'utf8'), 'one two');
  t.deepEqual(await readdir(folder), ['a']);
});
