import test from 'ava';
import { importsOf, nearestTests } from '../../../proof/mutation/imports.ts';
import { makeProject } from './_project.ts';

const files = {
  'src/room/a.ts': 'export const a = 1;',
  'src/room/b.ts': "export { a } from './a.ts';",
  'src/room/c.ts': "export { a } from './b.ts';",
  'src/room/program.ts': 'export {};',
  'src/room/alone.ts': 'export {};',
  'src/other/alone.ts': 'export {};',
  'test/room/a.test.ts': '',
  'test/room/b.test.ts': "import '../../src/room/b.ts';",
  'test/room/c.test.ts': "import '../../src/room/c.ts';",
  'test/room/types.test.ts': "import type { a } from '../../src/room/a.ts';",
  'test/room/starts.test.ts': "new URL('../../src/room/program.ts', import.meta.url);",
  'test/room/later.test.ts': "await import('../../src/room/a.ts');",
};

test('the nearest tests are the one at the same path and those that load the file, or a file that does', async (t) => {
  const imports = importsOf(await makeProject(files), Object.keys(files));
  t.deepEqual(nearestTests('src/room/a.ts', imports), {
    by: 'import',
    tests: ['test/room/a.test.ts', 'test/room/b.test.ts', 'test/room/later.test.ts'],
  });
  t.deepEqual(nearestTests('src/room/program.ts', imports).tests, ['test/room/starts.test.ts']);
});

test('a file that no test is near to has the tests of its room', async (t) => {
  const imports = importsOf(await makeProject(files), Object.keys(files));
  const { by, tests } = nearestTests('src/room/alone.ts', imports);
  t.is(by, 'room');
  t.is(tests.length, 6);
  t.deepEqual(nearestTests('src/other/alone.ts', imports), { by: 'none', tests: [] });
});
