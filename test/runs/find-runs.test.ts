import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { findRuns } from '../../src/runs/find-runs.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

test('runs, points of sweeps and damaged runs are found, each with what lies in it', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'a'));
  await fakeRun(join(runs, 'sweep/p'));
  await writeFile(join(runs, 'sweep/sweep.json'), '{"points": [{"name": "p", "overrides": {"lr": 2}}]}');
  await mkdir(join(runs, 'lost/checkpoints'), { recursive: true });
  await mkdir(join(runs, 'result'));
  await writeFile(join(runs, 'result/result.json'), '{}');
  await mkdir(join(runs, 'photos'));
  await fakeRun(join(runs, '.hidden'));
  const found = (await findRuns(runs)).toSorted((a, b) => (a.path < b.path ? -1 : 1));
  t.deepEqual(
    found.map(({ path, names: _, ...rest }) => [path.slice(runs.length + 1), rest]),
    [
      ['a', {}],
      ['lost', { problem: 'it has no run.json' }],
      ['result', { problem: 'it has no run.json' }],
      [join('sweep', 'p'), { sweep: join(runs, 'sweep'), swept: { lr: 2 } }],
    ],
  );
  t.deepEqual(found[0]!.names.toSorted(), ['config.yaml', 'metrics.jsonl', 'run.json']);
});
