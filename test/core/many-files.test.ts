import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import { manyFiles, plainReader } from '../../src/core/many-files.ts';

const folder = await mkdtemp(join(tmpdir(), 'tessera-many-files-'));
await writeFile(join(folder, 'a.txt'), 'ä');

/** A clock on which each call takes so many milliseconds. */
function clock(each: number): () => number {
  let calls = 0;
  return () => Math.ceil(calls++ / 2) * each;
}

/** Whether a call has the file's text before any other work has had its turn. */
async function isAtOnce(read: () => Promise<string>): Promise<boolean> {
  let turn = false;
  setImmediate(() => (turn = true));
  await read();
  return !turn;
}

test('a reader gives texts and names, and errors of the system', async (t) => {
  for (const reader of [plainReader, manyFiles()]) {
    t.is(await reader.text(join(folder, 'a.txt')), 'ä');
    t.deepEqual(await reader.names(folder), ['a.txt']);
    await t.throwsAsync(reader.text(join(folder, 'b.txt')), { code: 'ENOENT' });
    await t.throwsAsync(reader.names(join(folder, 'b')), { code: 'ENOENT' });
  }
});

test('a quick disk is read at once, and a slow one by threads from the ninth call on', async (t) => {
  const read = (reader: ReturnType<typeof manyFiles>) => isAtOnce(() => reader.text(join(folder, 'a.txt')));
  const quick = manyFiles(clock(0.9));
  const slow = manyFiles(clock(1));
  for (let call = 0; call < 8; call++) {
    t.true(await read(quick));
    t.true(await read(slow));
  }
  t.true(await read(quick));
  t.false(await read(slow));
});

test('calls that fail count too', async (t) => {
  const slow = manyFiles(clock(1));
  for (let call = 0; call < 8; call++) await t.throwsAsync(slow.text(join(folder, 'none')));
  t.false(await isAtOnce(() => slow.text(join(folder, 'a.txt'))));
});
