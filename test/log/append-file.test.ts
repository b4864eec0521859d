import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { openAppendFile } from '../../src/log/append-file.ts';
import { testIf } from '../helpers/requirements.ts';
import { newFolder } from '../helpers/tessera.ts';

const withFullDisk = await testIf('full-disk');

test('entries are in the file when each call returns', async (t) => {
  const path = join(await newFolder(), 'log');
  const file = openAppendFile(path, 'ax');
  file.append(Buffer.from('one\n'));
  t.is(readFileSync(path, 'utf8'), 'one\n');
  await file.flush();
  await file.close();
});

test('a log that cannot be made is an error that names the file', async (t) => {
  const path = join(await newFolder(), 'absent', 'log');
  const error = t.throws(() => openAppendFile(path, 'a'), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'run-failed');
  t.true(error.problems[0]!.message.includes(path));
});

withFullDisk('a full disk is an error at the call that met it, which says what is needed', async (t) => {
  const file = openAppendFile('/dev/full', 'a');
  t.throws(() => file.append(Buffer.from('x')), {
    instanceOf: TesseraError,
    message: /cannot write \/dev\/full: the disk is full: 1 B are needed/,
  });
});
