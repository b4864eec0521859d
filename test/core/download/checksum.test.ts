import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { checksumOf } from '../../../src/core/download/checksum.ts';
import { newFolder } from '../../helpers/tessera.ts';

test('checksums are those of RFC 1321 and FIPS 180-2, as many digits as are asked for', async (t) => {
  const file = join(await newFolder(), 'abc');
  await writeFile(file, 'abc');
  t.is(await checksumOf(file, { algorithm: 'md5', hex: '0'.repeat(32) }), '900150983cd24fb0d6963f7d28e17f72');
  t.is(await checksumOf(file, { algorithm: 'sha256', hex: 'ffffffff' }), 'ba7816bf');
});
