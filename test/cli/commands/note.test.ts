import { join } from 'node:path';
import test from 'ava';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('a note is written, replaced, read from standard input, and taken away', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'));
  const note = async (args: string[], input = '') => (await runInProcess(['note', 'a', ...args], folder, input)).stdout;
  t.is(await note([]), 'runs/a has no note');
  t.is(await note(['loses', 'the tails']), 'loses the tails');
  t.is(await note(['-'], 'two\nlines\n'), 'two\nlines');
  t.is(await note([]), 'two\nlines');
  t.deepEqual(JSON.parse(await note(['--json'])), { run: 'runs/a', note: 'two\nlines' });
  t.is(await note(['--remove']), 'runs/a has no note');
});

test('a text and its removal are one too many', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'));
  t.is((await runInProcess(['note', 'a', 'x', '--remove'], folder)).exitCode, 2);
});
