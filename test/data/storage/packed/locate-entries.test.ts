import test from 'ava';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { locateEntries } from '../../../../src/data/storage/packed/locate-entries.ts';
import { newFolder } from '../../../helpers/tessera.ts';

test('records are found where they are, also behind the one before and when they repeat', async (t) => {
  const file = join(await newFolder(), 'records');
  await writeFile(file, 'xxBBxAAxAAx');
  const records = ['AA', 'AA', 'BB'].map((text) => Buffer.from(text));
  t.deepEqual(
    locateEntries(file, 3, (index) => records[index]!),
    [5, 8, 2],
  );
});

test('a record that lies over the end of what is read at a time is found', async (t) => {
  const file = join(await newFolder(), 'records');
  const position = 2 ** 22 - 3;
  const bytes = Buffer.alloc(2 ** 22 + 100);
  bytes.write('RECORD', position);
  await writeFile(file, bytes);
  t.deepEqual(
    locateEntries(file, 1, () => Buffer.from('RECORD')),
    [position],
  );
});

test('a record that the file does not hold in one piece is refused', async (t) => {
  const file = join(await newFolder(), 'records');
  await writeFile(file, 'AAxBB');
  t.throws(() => locateEntries(file, 1, () => Buffer.from('AAB')), { message: /entry 0 is not in .* in one piece/ });
});
