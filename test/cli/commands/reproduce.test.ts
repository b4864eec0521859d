import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { experimentFile, lastEvent, runInProcess } from '../../helpers/tessera.ts';

test.serial('a run is reproduced: exit code 0 and a line for each curve if it is equal, 1 if it is not', async (t) => {
  const { file, runs } = await experimentFile();
  const set = ['train.epochs=1', 'engine.backend=wasm'].flatMap((each) => ['--set', each]);
  const { stdout } = await runInProcess(['run', file, '--runs', runs, '--json', ...set]);
  const { directory } = lastEvent<{ directory: string }>(stdout);
  const id = directory.split('-').at(-1)!;

  const equal = await runInProcess(['reproduce', id, '--runs', runs]);
  t.is(equal.exitCode, 0, equal.stderr);
  t.regex(equal.stdout, /^train\/loss +2 {2}equal$/m);
  t.regex(equal.stdout, /Equal: all \d+ curves, bit by bit\..*\.reproduced-1$/);

  const metrics = join(directory, 'metrics.jsonl');
  const text = await readFile(metrics, 'utf8');
  await writeFile(metrics, text.replace(/"loss":[^,}]+/, '"loss":9'));
  const other = await runInProcess(['reproduce', id, '--runs', runs, '--json']);
  t.is(other.exitCode, 1, 'its id still names the run, and not the repetition');
  const told = JSON.parse(other.stdout) as {
    equal: boolean;
    directory: string;
    curves: { name: string; first?: object }[];
  };
  t.false(told.equal);
  t.regex(told.directory, /\.reproduced-2$/);
  t.like(
    told.curves.find(({ name }) => name === 'train/loss'),
    { first: { step: 1, before: 9 } },
  );
  const again = await runInProcess(['reproduce', id, '--runs', runs, '--into', join(runs, 'third')]);
  t.regex(again.stdout, /^train\/loss +2 {2}differs from step 1 on: 9 then, [\d.]+ now; at most [\d.]+ apart$/m);
  t.regex(again.stdout, /Not equal: 1 of \d+ curves differ\./);
});
