import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { filesWithLongForm } from '../../proof/long-tests.ts';
import { newFolder } from '../helpers/tessera.ts';

test('a test has a long form if it asks whether it should be long', async (t) => {
  const root = await newFolder();
  await mkdir(join(root, 'test/a/b'), { recursive: true });
  const write = (name: string, text: string) => writeFile(join(root, 'test', name), text);
  await write('z.test.ts', "import { long } from './helpers/long.ts';");
  await write('a/b/deep.test.ts', "import { long } from '../../helpers/long.ts';");
  await write('a/short.test.ts', "import { short } from './helpers/short.ts';");
  await write('a/_cases.ts', "import { long } from '../helpers/long.ts';");
  t.deepEqual(filesWithLongForm(root), [join('test', 'a/b/deep.test.ts'), join('test', 'z.test.ts')]);
});

test('some of this project have one', (t) => {
  t.true(filesWithLongForm('.').includes(join('test', 'config/fuzz.test.ts')));
});
