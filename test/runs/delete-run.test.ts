import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { join } from 'node:path';
import test from 'ava';
import type { TesseraError } from '../../src/core/errors/index.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import { deleteRun, planDeletion } from '../../src/runs/delete-run.ts';
import { newFolder } from '../helpers/tessera.ts';
import { fakeRun } from './run-fixture.ts';

async function aRun(): Promise<{ runs: string; path: string }> {
  const runs = await newFolder();
  const path = join(runs, 'pets-1a2b');
  await fakeRun(path, { metrics: { iou: 1 } });
  await mkdir(join(path, 'checkpoints'));
  await writeFile(join(path, 'checkpoints/best.safetensors'), 'x'.repeat(1000));
  await writeFile(join(path, 'checkpoints/epoch-1.safetensors'), 'x'.repeat(1000));
  await mkdir(join(path, 'evaluations/night'), { recursive: true });
  await writeFile(join(path, 'thesis.txt'), '');
  await writeFile(join(path, 'report.html'), '');
  await writeFile(join(path, 'events.out.tfevents.1.vm.1.0'), '');
  return { runs, path };
}
const codeOf = async (work: Promise<unknown>) => {
  const { code, message, hints } = (
    await work.then(
      () => Promise.reject(new Error('nothing was refused')),
      (error: TesseraError) => error,
    )
  ).problems[0]!;
  return { code, message, hints };
};

test('what goes is told, also what no run makes', async (t) => {
  const { path } = await aRun();
  const { files, bytes, checkpoints, evaluations, others } = await planDeletion(path);
  t.deepEqual(
    { files, checkpoints, evaluations, others },
    { files: 9, checkpoints: ['best', 'epoch-1'], evaluations: ['night'], others: ['thesis.txt'] },
  );
  t.true(bytes > 2000 && bytes < 10_000, String(bytes));
  t.true((await readdir(path)).includes('run.json'), 'nothing has gone yet');
});

test('a deleted run is gone with all of its folder, and nothing else is', async (t) => {
  const { runs, path } = await aRun();
  await fakeRun(join(runs, 'other'));
  await deleteRun(path);
  t.deepEqual(await readdir(runs), ['other']);
});

test('a run that a process trains is refused, and so is one of which that cannot be told', async (t) => {
  const { runs, path } = await aRun();
  const lease = (await tryLease(join(path, 'run.lease'))) as Lease;
  await fakeRun(path, { record: { status: 'running' } });
  const refused = await codeOf(deleteRun(path));
  t.is(refused.code, 'run-busy');
  t.deepEqual(refused.hints, [`stop it first: kill -INT ${process.pid}`]);
  await lease.release();
  await fakeRun(join(runs, 'elsewhere'), { record: { status: 'running', host: `not-${hostname()}` } });
  t.is((await codeOf(deleteRun(join(runs, 'elsewhere')))).code, 'run-busy');
  t.deepEqual((await readdir(runs)).toSorted(), ['elsewhere', 'pets-1a2b']);
});

test('a run whose process has ended without a word is deleted', async (t) => {
  const { runs, path } = await aRun();
  await fakeRun(path, { record: { status: 'running' } });
  await deleteRun(path);
  t.deepEqual(await readdir(runs), []);
});

test('a folder that is no run is never deleted', async (t) => {
  const { runs, path } = await aRun();
  await mkdir(join(runs, 'photos'));
  await fakeRun(join(runs, 'project'));
  await mkdir(join(runs, 'project/.git'));
  await fakeRun(join(runs, 'sweep'));
  await writeFile(join(runs, 'sweep/sweep.json'), '{}');
  await symlink(path, join(runs, 'link'));
  await mkdir(join(runs, 'torn'));
  await writeFile(join(runs, 'torn/run.json'), '{');
  for (const [name, code] of [
    ['photos', 'run-missing'],
    ['project', 'run-missing'],
    ['sweep', 'run-missing'],
    ['link', 'run-missing'],
    ['torn', 'file-unreadable'],
  ] as const)
    t.is((await codeOf(deleteRun(join(runs, name)))).code, code, name);
  t.is((await readdir(runs)).length, 6);
});
