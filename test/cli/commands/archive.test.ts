import { join } from 'node:path';
import test from 'ava';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('archived runs are not in lists until they come back', async (t) => {
  const folder = await newFolder();
  for (const name of ['a', 'b', 'c']) await fakeRun(join(folder, 'runs', name));
  const listed = async () =>
    JSON.parse((await runInProcess(['list', '--json', '--columns', 'run'], folder)).stdout) as unknown;
  t.is((await runInProcess(['archive', 'a', 'b', 'a'], folder)).stdout, 'Archived: runs/a, runs/b');
  t.deepEqual(await listed(), [{ run: 'c' }]);
  t.is((await runInProcess(['archive', 'a', '--undo'], folder)).stdout, 'Back in lists: runs/a');
  t.deepEqual(await listed(), [{ run: 'a' }, { run: 'c' }]);
});

test('nothing is archived if one of the names is wrong', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'));
  t.is((await runInProcess(['archive', 'a', 'nope'], folder)).exitCode, 2);
  t.regex((await runInProcess(['list'], folder)).stdout, /^a /m);
});
