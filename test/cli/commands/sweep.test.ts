import test from 'ava';
import { readFile, readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { execa } from 'execa';
import { builtins } from '../../../src/components/index.ts';
import { loadExperiment } from '../../../src/config/index.ts';
import { eventSchema } from '../../../src/events/event.ts';
import { createRegistry } from '../../../src/registry/index.ts';
import { readLeaderboard } from '../../../src/runs/leaderboard.ts';
import {
  experimentFile,
  lastEvent,
  runInProcess,
  tessera,
  tesseraCommand,
  tinyExperiment,
} from '../../helpers/tessera.ts';
import { testIf } from '../../helpers/requirements.ts';
import { fakeRun } from '../../runs/run-fixture.ts';

const sweep =
  tinyExperiment.replace('epochs: 3', 'epochs: 1') +
  'sweep: {keep: {top: 1}, grid: {loss.type: [cross-entropy, focal]}}\n';

test('a sweep trains its points, a second start trains nothing, and list and compare show them', async (t) => {
  const { file, runs } = await experimentFile(sweep);
  const first = await tessera(['run', file, '--runs', runs, '--jobs', '2', '--json']);
  t.is(first.exitCode, 0, String(first.stderr));
  const { path, best, points } = lastEvent<{
    path: string;
    best: { id: string; run: string; experiment: string };
    points: { id: string; name: string; label: string; state: string; metrics: Record<string, number> }[];
  }>(String(first.stdout));
  const events = String(first.stdout)
    .split('\n')
    .map((line) => eventSchema.parse(JSON.parse(line)));
  t.deepEqual(events.map((event) => (event.event === 'point' ? event.what : event.event)).toSorted(), [
    'end',
    'ended',
    'ended',
    'start',
    'started',
    'started',
  ]);
  t.like(events[0], { event: 'start', of: 'sweep', points: 2, completed: 0, selected: 2 });
  t.like(events.at(-1), { event: 'end', of: 'sweep', status: 'completed' });
  t.deepEqual(points.map(({ label }) => label).sort(), ['loss.type=cross-entropy', 'loss.type=focal']);
  t.true(points.every(({ state, metrics }) => state === 'completed' && metrics['iou/macro/image']! >= 0));
  t.is((await readFile(join(path, 'sweep.csv'), 'utf8')).trim().split('\n').length, 3);

  t.regex(await readFile(join(path, 'sweep.md'), 'utf8'), /^By the best `val\/iou\/macro\/image`/m);
  // The best point has its checkpoints and an experiment that is the same run; the other has lost them.
  const [winner, other] = points.toSorted((a, b) => Number(b.id === best.id) - Number(a.id === best.id));
  const checkpointsOf = (name: string) => readdir(join(path, name, 'checkpoints')).then((names) => names.toSorted());
  t.deepEqual(await checkpointsOf(winner!.name), ['best.safetensors', 'epoch-1.safetensors', 'last.safetensors']);
  t.deepEqual(await checkpointsOf(other!.name), ['deleted.txt']);
  const options = { registry: createRegistry(...builtins), workingDirectory: process.cwd(), environment: {} };
  t.is((await loadExperiment(best.experiment, options)).id, best.id);
  t.is(best.run, join(path, winner!.name));
  const lines = await readLeaderboard(runs);
  t.deepEqual(lines.map(({ run }) => run).toSorted(), points.map(({ name }) => `${basename(path)}/${name}`).toSorted());
  t.deepEqual(lines.map(({ description }) => description).toSorted(), ['loss.type=cross-entropy', 'loss.type=focal']);
  t.true(lines.every(({ status, metric, value }) => status === 'completed' && metric !== '' && Number(value) >= 0));

  const second = await tessera(['sweep', file, '--runs', runs]);
  t.is(second.exitCode, 0);
  t.regex(String(second.stderr), /points {2}2: 2 completed before, 0 to run now/);

  const names = (await readdir(path)).filter((name) => name.startsWith('loss.type='));
  const listed = await tessera(['list', '--runs', runs]);
  for (const name of names) t.true(String(listed.stdout).includes(name));
  const compared = await tessera(['compare', '--runs', path, ...names]);
  t.regex(String(compared.stdout), /loss\.type +cross-entropy +focal/);
});

test('a dry run lists the points and leaves nothing behind', async (t) => {
  const { file, runs } = await experimentFile(sweep);
  const { exitCode, stdout } = await tessera(['sweep', file, '--runs', runs, '--dry-run']);
  t.is(exitCode, 0);
  t.regex(String(stdout), /2 points; their runs go to/);
  await t.throwsAsync(readdir(runs), { code: 'ENOENT' });
});

test('a file without a sweep section and a wrong number of jobs are wrong input', async (t) => {
  const plain = await experimentFile();
  const without = await tessera(['sweep', plain.file, '--runs', plain.runs]);
  t.is(without.exitCode, 2);
  t.regex(String(without.stderr), /without one/);
  const { file, runs } = await experimentFile(sweep);
  const jobs = await tessera(['sweep', file, '--runs', runs, '--jobs', '0']);
  t.is(jobs.exitCode, 2);
  t.regex(String(jobs.stderr), /expected a whole number from 1 for `--jobs`, got `0`/);
});

const testHere = await testIf('process-starts');

testHere(
  'a finished sweep of 300 points that is started again keeps them all, however few files may be open',
  async (t) => {
    const seeds = Array.from({ length: 300 }, (_, seed) => seed);
    const { file, folder, runs } = await experimentFile(
      `${tinyExperiment}sweep: {grid: {seed: ${JSON.stringify(seeds)}}}\n`,
    );
    const dry = await runInProcess(['sweep', file, '--runs', runs, '--dry-run', '--json'], folder);
    const { path, points } = JSON.parse(dry.stdout) as { path: string; points: { name: string }[] };
    t.is(points.length, 300);
    for (const { name } of points) await fakeRun(join(path, name), { metrics: { iou: 0.5 } });
    const before = (await readdir(path)).filter((name) => name.startsWith('seed=')).toSorted();

    const results = [];
    for (const limit of [28, 40, 200]) {
      const script = `ulimit -n ${limit}; exec "$@"`;
      const command = ['-c', script, 'sh', ...tesseraCommand(['sweep', file, '--runs', runs])];
      const { exitCode, stderr } = await execa('sh', command, { cwd: folder, reject: false });
      results.push({ exitCode, stderr });
      t.deepEqual((await readdir(path)).filter((name) => name.startsWith('seed=')).toSorted(), before);
      t.false((await readdir(path)).includes('aside'));
      // Either it is told what is in the way, or everything was complete.
      if (exitCode === 0) t.regex(stderr, /points {2}300: 300 completed before, 0 to run now/);
      else t.regex(stderr, /EMFILE|too-many-files|too many (open )?files/i);
    }
    t.not(results[0]!.exitCode, 0);
    t.is(results.at(-1)!.exitCode, 0, results.at(-1)!.stderr);
  },
);
