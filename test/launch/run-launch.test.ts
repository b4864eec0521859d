import test from 'ava';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { TesseraError } from '../../src/core/errors/index.ts';
import { exists } from '../../src/core/exists.ts';
import { tryLease, type Lease } from '../../src/core/lease/index.ts';
import type { ExperimentRun } from '../../src/launch/check-commit.ts';
import { findProject } from '../../src/launch/project.ts';
import { launchQueue, type Launch } from '../../src/launch/queue.ts';
import { runLaunch, type RunLaunchOptions } from '../../src/launch/run-launch.ts';
import { aLaunch, loadFake } from '../helpers/launches.ts';
import { newRepository } from '../helpers/repository.ts';

const runPath = '/runs/a';

/** A queue with one launch of a commit that the working tree has moved on from. */
async function withLaunch(given: Partial<Launch> = {}, text = 'name: a\nx: committed') {
  const repository = await newRepository();
  const { path, git, commit, write } = repository;
  await commit({ '.gitignore': 'runs/\n', 'experiments/a.yaml': text });
  const sha = await git('rev-parse', 'HEAD');
  await write('experiments/a.yaml', 'bad');
  const queue = launchQueue(join(path, 'runs'));
  await queue.addCommit({ bases: [], head: sha });
  await queue.write(aLaunch({ commit: sha, ...given }));
  const calls: { what: unknown; text: string; state: string }[] = [];
  const options = async (
    state: ExperimentRun['state'],
    others: Partial<RunLaunchOptions> = {},
  ): Promise<RunLaunchOptions> => ({
    project: await findProject(path),
    loadIn: loadFake,
    runOf: () => Promise.resolve({ path: runPath, state }),
    async run(what, directory) {
      const now = await readFile(join(directory, 'experiments/a.yaml'), 'utf8');
      calls.push({ what, text: now, state: (await queue.launch('c0-1'))!.state });
      return { state: 'completed' };
    },
    stop: () => undefined,
    ...others,
  });
  return { ...repository, queue, calls, options, launch: async () => (await queue.launch('c0-1'))! };
}

test('a launch runs what was committed, and is running meanwhile', async (t) => {
  const { queue, calls, options, launch } = await withLaunch();
  const ended = await runLaunch(queue, 'c0-1', await options('absent'));
  t.deepEqual(calls, [{ what: { file: 'experiments/a.yaml' }, text: 'name: a\nx: committed', state: 'running' }]);
  t.deepEqual(ended, await launch());
  t.like(ended, { state: 'completed', run: runPath });
  t.truthy(ended!.startedAt && ended!.endedAt);
});

for (const [title, given, state, end, call] of [
  ['a run that is there is not run again', {}, 'failed', 'exists', undefined],
  ['a sweep with points that never ran goes on', {}, 'unfinished', 'completed', { file: 'experiments/a.yaml' }],
  [
    'a launch whose process died is resumed',
    { state: 'running', run: runPath },
    'interrupted',
    'completed',
    { resume: runPath },
  ],
  [
    'one that died before its run began starts',
    { state: 'running', run: runPath },
    'absent',
    'completed',
    { file: 'experiments/a.yaml' },
  ],
  [
    'one that died when its run was complete is complete',
    { state: 'running', run: runPath },
    'completed',
    'completed',
    undefined,
  ],
  ['one whose run failed is not tried again', { state: 'running', run: runPath }, 'failed', 'failed', undefined],
  ['a run of another launch is left alone', { state: 'running', run: '/runs/b' }, 'interrupted', 'exists', undefined],
] as const) {
  test(title, async (t) => {
    const { queue, calls, options, launch } = await withLaunch(given);
    await runLaunch(queue, 'c0-1', await options(state));
    t.is((await launch()).state, end);
    t.deepEqual(
      calls.map(({ what }) => what),
      call ? [call] : [],
    );
  });
}

const submitting = 'name: a\nlaunch: slurm';

test('an experiment with a launcher is submitted, from a copy that stays if this process dies', async (t) => {
  const { queue, options, path, launch } = await withLaunch({}, submitting);
  const seen: unknown[] = [];
  const run: RunLaunchOptions['run'] = async (what) => {
    const copies = join(path, '.git/tessera/copies');
    const [copy] = (await readdir(copies)).filter((name) => name.startsWith('run-') && !name.endsWith('.lease'));
    seen.push(what, await exists(join(copies, copy!, 'kept')));
    return { state: 'completed' };
  };
  await runLaunch(queue, 'c0-1', await options('absent', { run }));
  t.deepEqual(seen, [{ submit: 'experiments/a.yaml' }, true]);
  t.is((await launch()).state, 'completed');
  const left = await readdir(join(path, '.git/tessera/copies'));
  t.deepEqual(
    left.filter((name) => !name.includes('.lease')),
    [],
  );
});

for (const state of ['running', 'interrupted', 'absent'] as const) {
  test(`jobs that were submitted before the launch's process died are watched on, their run ${state}`, async (t) => {
    const { queue, calls, options } = await withLaunch({ state: 'running', run: runPath }, submitting);
    await runLaunch(queue, 'c0-1', await options(state));
    t.deepEqual(
      calls.map(({ what }) => what),
      [{ submit: 'experiments/a.yaml' }],
    );
  });
}

test('of a launch that was cancelled after its process had died, the jobs are cancelled, and its copy goes', async (t) => {
  const { queue, calls, options, path, launch } = await withLaunch(
    { state: 'running', run: runPath, hasJobs: true },
    submitting,
  );
  await queue.requestCancel('c0-1');
  let stopped = 0;
  const base = await options('interrupted', { stop: () => stopped++ });
  const run: RunLaunchOptions['run'] = async (what, directory) => {
    await base.run(what, directory);
    await sleep(600);
    return { state: 'interrupted' };
  };
  await runLaunch(queue, 'c0-1', { ...base, run });
  t.deepEqual(
    calls.map(({ what }) => what),
    [{ withdraw: 'experiments/a.yaml' }],
  );
  t.is(stopped, 0, 'to be cancelled is what it does already');
  t.like(await launch(), { state: 'cancelled', run: runPath });
  const left = await readdir(join(path, '.git/tessera/copies'));
  t.deepEqual(
    left.filter((name) => !name.includes('.lease')),
    [],
  );
});

test('that it runs as jobs is written before they can begin', async (t) => {
  const seen: unknown[] = [];
  for (const text of [submitting, undefined]) {
    const { queue, options, launch } = await withLaunch({}, text);
    const run: RunLaunchOptions['run'] = async () => {
      seen.push((await launch()).hasJobs);
      return { state: 'completed' };
    };
    await runLaunch(queue, 'c0-1', await options('absent', { run }));
  }
  t.deepEqual(seen, [true, undefined]);
});

test('why a run failed is kept, with the paths of the project', async (t) => {
  const { path, queue, options, launch } = await withLaunch();
  const run: RunLaunchOptions['run'] = (_, directory) =>
    Promise.resolve({ state: 'failed', problems: [{ code: 'file-missing', message: `no ${directory}/data` }] });
  await runLaunch(queue, 'c0-1', await options('absent', { run }));
  t.like(await launch(), {
    state: 'failed',
    run: runPath,
    problems: [{ code: 'file-missing', message: `no ${path}/data` }],
  });
});

test('an experiment that can not be loaded any more, or a commit that is gone, has failed', async (t) => {
  const wrong = await withLaunch({}, 'bad');
  await runLaunch(wrong.queue, 'c0-1', await wrong.options('absent'));
  t.like(await wrong.launch(), { state: 'failed', problems: [{ message: `bad in ${wrong.path}/experiments/a.yaml` }] });
  const gone = await withLaunch({ commit: '0'.repeat(40) });
  await runLaunch(gone.queue, 'c0-1', await gone.options('absent'));
  t.like(await gone.launch(), { state: 'failed', problems: [{ code: 'git-failed' }] });
  const thrown = await withLaunch();
  const run = () => Promise.reject(new TesseraError({ code: 'diverged', message: 'NaN' }));
  await runLaunch(thrown.queue, 'c0-1', await thrown.options('absent', { run }));
  t.like(await thrown.launch(), { state: 'failed', problems: [{ code: 'diverged' }] });
});

test('a cancelled launch never starts; one that runs is asked to stop', async (t) => {
  const waiting = await withLaunch();
  await waiting.queue.requestCancel('c0-1');
  await runLaunch(waiting.queue, 'c0-1', await waiting.options('absent'));
  t.is((await waiting.launch()).state, 'cancelled');
  t.deepEqual(waiting.calls, []);

  const running = await withLaunch();
  const stop = new AbortController();
  const run: RunLaunchOptions['run'] = async () => {
    await running.queue.requestCancel('c0-1');
    while (!stop.signal.aborted) await sleep(20);
    return { state: 'interrupted' };
  };
  await runLaunch(running.queue, 'c0-1', await running.options('absent', { run, stop: () => stop.abort() }));
  t.like(await running.launch(), { state: 'cancelled', run: runPath });
});

test('one that was interrupted, and not cancelled, is interrupted', async (t) => {
  const { queue, options, launch } = await withLaunch();
  await runLaunch(queue, 'c0-1', await options('absent', { run: () => Promise.resolve({ state: 'interrupted' }) }));
  t.is((await launch()).state, 'interrupted');
});

test('a launch that another process runs, that has ended, or that is not there is left alone', async (t) => {
  const { queue, calls, options } = await withLaunch({ state: 'completed' });
  t.is((await runLaunch(queue, 'c0-1', await options('absent')))?.state, 'completed');
  t.is(await runLaunch(queue, 'nothing', await options('absent')), undefined);
  await queue.write(aLaunch());
  const lease = (await tryLease(queue.leaseOf('c0-1'))) as Lease;
  t.is(await runLaunch(queue, 'c0-1', await options('absent')), undefined);
  await lease.release();
  t.deepEqual(calls, []);
});

test('paths out of the repository that the experiment names are found by its run', async (t) => {
  const { path, queue, options, launch } = await withLaunch({}, `name: a\ndata: ../outside-of-${process.pid}.txt`);
  await writeFile(join(path, `../outside-of-${process.pid}.txt`), 'outside');
  let read: string | undefined;
  const run: RunLaunchOptions['run'] = async (_, directory) => {
    read = await readFile(join(directory, `../outside-of-${process.pid}.txt`), 'utf8');
    return { state: 'completed' };
  };
  await runLaunch(queue, 'c0-1', await options('absent', { run }));
  t.deepEqual([read, (await launch()).state], ['outside', 'completed']);
});
