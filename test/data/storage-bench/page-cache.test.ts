import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { dropFromPageCache } from '../../../src/data/storage-bench/page-cache.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder } from '../../helpers/tessera.ts';

const testOnLinux = await testIf('linux');

testOnLinux('files leave the page cache, and keep what is in them', async (t) => {
  const file = join(await newFolder(), 'a');
  await writeFile(file, 'abc');
  t.is(await dropFromPageCache([file]), undefined);
});

test('no file is no work, and a file that is not there is a reason', async (t) => {
  t.is(await dropFromPageCache([]), undefined);
  t.regex((await dropFromPageCache([join(await newFolder(), 'none')])) ?? '', /^the page cache can only be emptied/);
});
