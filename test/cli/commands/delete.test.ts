import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { main } from '../../../src/cli/main.ts';
import { testContext } from '../_context.ts';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

async function twoRuns(): Promise<string> {
  const folder = await newFolder();
  for (const name of ['a', 'b']) await fakeRun(join(folder, 'runs', name));
  return folder;
}
const left = (folder: string) => readdir(join(folder, 'runs'));

test('what goes is said, and nothing goes without a yes', async (t) => {
  const folder = await twoRuns();
  const questions: string[] = [];
  const answering = (answer: string) =>
    testContext({ workingDirectory: folder, ask: (question) => (questions.push(question), Promise.resolve(answer)) });
  const no = answering('');
  t.is(await main(['delete', 'a', 'runs/b'], no.context), 0);
  t.deepEqual(questions, ['Delete these 2 runs for good? [y/N] ']);
  t.regex(no.err.join('\n'), /^runs\/a: completed at step 10 of 10; 3 files, 0\.0 MiB$/m);
  t.is(no.err.at(-1), 'Nothing was deleted.');
  t.deepEqual(await left(folder), ['a', 'b']);
  t.is(await main(['delete', 'a'], answering('y').context), 0);
  t.deepEqual(await left(folder), ['b']);
});

test('where nobody can be asked, --yes is needed', async (t) => {
  const folder = await twoRuns();
  const refused = await runInProcess(['delete', 'a'], folder);
  t.is(refused.exitCode, 2);
  t.regex(refused.stderr, /expected `--yes` where nobody can be asked/);
  const { stdout } = await runInProcess(['delete', 'a', '--yes', '--json'], folder);
  t.like(JSON.parse(stdout), { deleted: [{ files: 3 }] });
  t.deepEqual(await left(folder), ['b']);
});

test('one name that is wrong keeps all', async (t) => {
  const folder = await twoRuns();
  t.is((await runInProcess(['delete', 'a', 'nope', '--yes'], folder)).exitCode, 2);
  t.deepEqual(await left(folder), ['a', 'b']);
});

test('of a point, it is said that its sweep trains it again', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/sweep/p'));
  await writeFile(join(folder, 'runs/sweep/sweep.json'), '{}');
  const { stderr } = await runInProcess(['delete', 'sweep/p', '--yes'], folder);
  t.regex(stderr, /It is a point of a sweep, which trains it again/);
});
