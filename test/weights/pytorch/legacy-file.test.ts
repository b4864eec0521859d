import { readFileSync } from 'node:fs';
import test from 'ava';
import { legacyFile } from '../../../src/weights/pytorch/legacy-file.ts';
import { TensorView } from '../../../src/weights/pytorch/pickle-values.ts';

const bytes = readFileSync(new URL('../../fixtures/weights/pytorch-legacy.pt', import.meta.url));

/** The file with other bytes in place of some that occur once. */
function changed(from: string, to: string): Buffer {
  const at = bytes.indexOf(Buffer.from(from, 'hex'));
  const copy = Buffer.from(bytes);
  Buffer.from(to, 'hex').copy(copy, at);
  return copy;
}

test('storages lie behind the pickles, with their lengths', async (t) => {
  const file = legacyFile(bytes);
  const short = (file.value as Map<string, unknown>).get('short');
  t.true(short instanceof TensorView);
  const { storage } = short as TensorView;
  t.is(storage.length, 2);
  t.is(Buffer.from(await file.storage(storage)).toString('hex'), 'ffffff7f');
  await t.throwsAsync(file.storage({ ...storage, key: 'none' }), { message: /lacks the storage none/ });
  await t.notThrowsAsync(file.close());
});

test('another version of the format, and big-endian numbers, are refused', (t) => {
  // 1001 as BININT2; "little_endian", remembered, and True.
  t.throws(() => legacyFile(changed('80024de9032e', '80024dea032e')), { message: /of version 1002 .* known is 1001/ });
  const name = Buffer.from('little_endian').toString('hex');
  const at = bytes.indexOf(Buffer.from(name, 'hex')) + 13;
  const flag = bytes.indexOf(0x88, at);
  t.true(flag - at < 8);
  const copy = Buffer.from(bytes);
  copy[flag] = 0x89;
  t.throws(() => legacyFile(copy), { message: /big-endian/ });
});
