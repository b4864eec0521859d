import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { pageParts, readPageParts } from '../../src/report/page-parts.ts';
import { newFolder } from '../helpers/tessera.ts';

test('each part is read from its file', async (t) => {
  const folder = await newFolder();
  for (const [part, name] of Object.entries(pageParts)) await writeFile(join(folder, name), `the ${part}`);
  t.deepEqual(await readPageParts((name) => join(folder, name)), {
    style: 'the style',
    icon: 'the icon',
    script: 'the script',
    licences: 'the licences',
  });
});
