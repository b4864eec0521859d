import test from 'ava';
import { tesseraVersion } from '../../src/core/version.ts';
import { readFile } from 'node:fs/promises';

test('the version is that of package.json', async (t) => {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  t.is(tesseraVersion(), (JSON.parse(text) as { version: string }).version);
  t.regex(tesseraVersion(), /^\d+\.\d+\.\d+/);
});
