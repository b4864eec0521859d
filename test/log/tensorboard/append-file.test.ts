import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import test from 'ava';
import { openAppendFile } from '../../../src/log/tensorboard/append-file.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';

const withFullDisk = await testIf('full-disk');

test('entries follow each other, also after the file is opened again', async (t) => {
  const path = join(await newFolder(), 'log');
  for (const [flags, entry] of [
    ['ax', 'one\n'],
    ['a', 'two\n'],
  ] as const) {
    const file = openAppendFile(path, flags);
    file.append(Buffer.from(entry));
    await file.close();
  }
  t.is(readFileSync(path, 'utf8'), 'one\ntwo\n');
  t.throws(() => openAppendFile(path, 'ax'), { code: 'EEXIST' });
});

test('closing twice is closing once', async (t) => {
  const file = openAppendFile(join(await newFolder(), 'log'), 'ax');
  await file.close();
  await t.notThrowsAsync(file.close());
});

withFullDisk('a full disk is the error of the system, at the call that met it', async (t) => {
  const file = openAppendFile('/dev/full', 'a');
  t.throws(() => file.append(Buffer.from('x')), { code: 'ENOSPC' });
});

withFullDisk.serial('closing waits for the device, and closes the file even if that fails', async (t) => {
  // This device can't be asked to write down what it has.
  const file = openAppendFile('/dev/full', 'a');
  await t.throwsAsync(file.close(), { code: 'EINVAL' });
  t.throws(() => file.append(Buffer.from('x')), { code: 'EBADF' });
});
