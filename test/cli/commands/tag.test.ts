import { join } from 'node:path';
import test from 'ava';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

test('tags are given, taken away, and printed', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'));
  const tag = async (...args: string[]) => (await runInProcess(['tag', 'a', ...args], folder)).stdout;
  t.is(await tag(), 'runs/a has no tags');
  t.is(await tag('paper', 'baseline'), 'runs/a: baseline, paper');
  t.is(await tag('v2', '--remove', 'paper'), 'runs/a: baseline, v2');
  t.deepEqual(JSON.parse(await tag('--json')), { run: 'runs/a', tags: ['baseline', 'v2'] });
});

test('every word that is no tag is told', async (t) => {
  const folder = await newFolder();
  await fakeRun(join(folder, 'runs/a'));
  const { exitCode, stderr } = await runInProcess(['tag', 'a', 'good', 'a b', 'x,y'], folder);
  t.is(exitCode, 2);
  t.is(stderr.match(/expected a tag of letters/g)?.length, 2);
  t.is((await runInProcess(['tag', 'a'], folder)).stdout, 'runs/a has no tags');
});
