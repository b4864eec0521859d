import { readFile } from 'node:fs/promises';
import test from 'ava';
import { tesseraVersion } from '../../src/core/version.ts';

test('the version is that of the package', async (t) => {
  const file = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  t.is(tesseraVersion(), (JSON.parse(file) as { version: string }).version);
});
