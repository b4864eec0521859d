import test from 'ava';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { packageFile, runsFromSources } from '../../src/core/package-file.ts';

test('a path starts at the folder of package.json', (t) => {
  const expected = fileURLToPath(new URL('../../package.json', import.meta.url));
  t.is(fileURLToPath(packageFile('package.json')), expected);
  t.is((JSON.parse(readFileSync(packageFile('package.json'), 'utf8')) as { name: string }).name, 'tessera-ml');
});

test('tests run from the sources', (t) => {
  t.true(runsFromSources());
});
