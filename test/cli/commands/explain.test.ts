import test from 'ava';
import { createWorkspace } from '../../config/_workspace.ts';
import { runInProcess } from '../../helpers/tessera.ts';
import { validExperiment as valid } from './_valid-experiment.ts';

test('explain prints the chain of a key', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['explain', 'a.yaml', 'optimizer.lr', '--set', 'optimizer.lr=0.5'], folder);
  t.deepEqual(
    stdout
      .split('\n')
      .slice(1)
      .map((line) => line.trim().split(/ {2,}/)),
    [
      ['default', '0.001'],
      ['a.yaml:5', '0.003'],
      ['--set optimizer.lr=0.5', '0.5', '<- decides'],
    ],
  );
});

test('explain prints every value on a line', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['explain', 'a.yaml'], folder);
  t.regex(stdout, /^train\.epochs +8 +a\.yaml:6$/m);
  t.regex(stdout, /^train\.batch_size +16 +default$/m);
});

test('explain --json gives the steps of each key', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': valid });
  const { stdout } = await runInProcess(['explain', 'a.yaml', 'train.epochs', '--json'], folder);
  t.like(JSON.parse(stdout), [
    { path: 'train.epochs', value: 8, steps: [{ value: 8, where: { file: 'a.yaml', line: 6 } }] },
  ]);
});

test('a reference is shown as it is written, and texts without quotes', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': `${valid}description: of ${'${name}'}\n` });
  const { stdout } = await runInProcess(['explain', 'a.yaml'], folder);
  t.regex(stdout, /^description +of a +a\.yaml:7 of \$\{name\}$/m);
});

test('a point of a sweep has its axis last', async (t) => {
  const folder = await createWorkspace(t, { 'a.yaml': `${valid}sweep: {grid: {train.epochs: [2, 5]}}\n` });
  const plan = await runInProcess(['plan', 'a.yaml', '--no-build', '--json'], folder);
  const { points } = JSON.parse(plan.stdout) as { points: { id: string }[] };
  const args = ['explain', 'a.yaml', 'train.epochs', '--point', points[1]!.id];
  const { stdout } = await runInProcess(args, folder);
  t.regex(stdout, /^train\.epochs = 5[^]*\n {2}a\.yaml:6 +8\n {2}axis a\.yaml:7 +5 {2}<- decides$/);
});
