import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { openPackFile } from '../../../../src/data/storage/packed/pack-file.ts';
import { newFolder } from '../../../helpers/tessera.ts';

async function file(...bytes: number[]): Promise<string> {
  const path = join(await newFolder(), 'records');
  await writeFile(path, Buffer.from(bytes));
  return path;
}

test("each record is read at its place, into memory of the caller's if it fits", async (t) => {
  const records = await openPackFile(await file(9, 1, 2, 3, 9, 4, 5, 6), [1, 5], () => 3);
  t.deepEqual([...records.read(1)], [4, 5, 6]);
  t.deepEqual([...records.read(0)], [1, 2, 3]);
  const into = new Uint8Array(3);
  t.deepEqual([...records.read(1, into)], [4, 5, 6]);
  t.deepEqual([...records.read(0, new Uint8Array(2))], [1, 2, 3]);
  records.close();
});

test('a file that ends before its last record is refused', async (t) => {
  const whole = await file(1, 2, 3, 4);
  (await openPackFile(whole, [0, 2], () => 2)).close();
  await t.throwsAsync(
    openPackFile(whole, [0, 3], () => 2),
    { instanceOf: TesseraError, message: /is too short/ },
  );
});

test('records may have lengths of their own', async (t) => {
  const records = await openPackFile(await file(1, 2, 3, 4, 5), [0, 1], (index) => [1, 4][index]!);
  t.deepEqual([...records.read(0)], [1]);
  t.deepEqual([...records.read(1)], [2, 3, 4, 5]);
  records.close();
  await t.throwsAsync(
    openPackFile(await file(1, 2), [0, 1], (index) => [1, 2][index]!),
    { message: /is too short/ },
  );
});
