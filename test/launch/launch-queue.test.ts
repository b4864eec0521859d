import test from 'ava';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { committedFiles } from '../../src/launch/committed-files.ts';
import { changedExperiments, commitRange } from '../../src/launch/commits.ts';
import { runQueue, type LaunchResult, type QueueOptions } from '../../src/launch/launch-queue.ts';
import type { JobEnd, Launcher } from '../../src/launch/launcher.ts';
import { localLauncher } from '../../src/launch/local.ts';
import { newRepository, type Repository } from '../helpers/repository.ts';

interface Launched {
  readonly results: LaunchResult[];
  readonly heard: readonly string[];
  /** Content of each file that was run, in order. */
  readonly ran: readonly string[];
}

/** Launches what the last commit changed; a run notes the content of its file, and fails if it says so. */
async function launchLast({ path }: Repository, options: Partial<QueueOptions> = {}): Promise<Launched> {
  const heard: string[] = [];
  const range = await commitRange(path, 'HEAD~1');
  const committed = committedFiles(path, range.head, join(path, 'runs', '.launch'));
  const experiments = await changedExperiments(path, range, await committed.root());
  const script = `
    const text = require('fs').readFileSync(process.argv[1], 'utf8');
    require('fs').appendFileSync('ran.log', text + '\\n');
    process.exitCode = text.includes('fail') ? 1 : 0`;
  const results = await runQueue(experiments, {
    workingDirectory: path,
    committed,
    load: async (file) => {
      const text = await readFile(join(path, file), 'utf8');
      if (text.includes('bad')) throw new TesseraError({ code: 'bad-value', message: 'bad' });
      return { file } as LoadedExperiment;
    },
    existingRun: ({ file }) => Promise.resolve(file.includes('known') ? 'runs/known' : undefined),
    command: (file) => [process.execPath, '-e', script, file],
    launcher: localLauncher(),
    onInterrupt: () => () => {},
    observer: {
      differs: (file, differing) => void heard.push(`differs ${file}: ${differing.join(', ')}`),
      invalid: (file) => void heard.push(`invalid ${file}`),
      started: (file) => void heard.push(`started ${file}`),
    },
    ...options,
  });
  const log = await readFile(join(path, 'ran.log'), 'utf8').catch(() => '');
  return { results, heard, ran: log.split('\n').filter(Boolean) };
}

test('each experiment runs once, in order; what is wrong, known or fails does not stop the others', async (t) => {
  const repository = await newRepository();
  await repository.commit({
    'experiments/a.yaml': 'name: a',
    'experiments/bad.yaml': 'name: bad',
    'experiments/c.yaml': 'name: fail',
    'experiments/known.yaml': 'name: k',
    'experiments/z.yaml': 'name: z',
  });
  const { results, heard, ran } = await launchLast(repository);
  t.deepEqual(results, [
    { file: 'experiments/a.yaml', outcome: 'completed' },
    { file: 'experiments/bad.yaml', outcome: 'invalid' },
    { file: 'experiments/c.yaml', outcome: 'failed', detail: 'exit code 1' },
    { file: 'experiments/known.yaml', outcome: 'exists', detail: 'runs/known' },
    { file: 'experiments/z.yaml', outcome: 'completed' },
  ]);
  t.deepEqual(ran, ['name: a', 'name: fail', 'name: z']);
  t.is(heard[0], 'invalid experiments/bad.yaml', 'mistakes show before anything starts');
});

test('the committed content runs, with a warning, when the working tree has moved on', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: committed', 'experiments/b.yaml': 'name: b' });
  await repository.write('experiments/a.yaml', 'name: edited');
  const { heard, ran } = await launchLast(repository);
  t.deepEqual(ran, ['name: committed', 'name: b']);
  t.deepEqual(heard, [
    'differs experiments/a.yaml: experiments/a.yaml',
    'started experiments/a.yaml',
    'started experiments/b.yaml',
  ]);
  t.is(
    await readFile(join(repository.path, 'experiments/a.yaml'), 'utf8'),
    'name: edited',
    'the working tree is left alone',
  );
  t.is(await repository.git('status', '--porcelain', 'experiments'), ' M experiments/a.yaml', 'and so is the index');
});

test('an edit of a parent makes its children run as committed', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/_base.yaml': 'seed: 0', 'experiments/a.yaml': 'extends: ./_base.yaml' });
  await repository.write('experiments/_base.yaml', 'seed: 1');
  const { heard } = await launchLast(repository);
  t.is(heard[0], 'differs experiments/a.yaml: experiments/_base.yaml');
});

test('a file that is edited while another runs still runs as committed', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a', 'experiments/b.yaml': 'name: committed' });
  const local = localLauncher();
  const { ran } = await launchLast(repository, {
    launcher: {
      async submit(tasks, options) {
        await repository.write('experiments/b.yaml', 'name: edited');
        return local.submit(tasks, options);
      },
    },
  });
  t.deepEqual(ran, ['name: a', 'name: committed']);
});

test('an interrupt stops the running experiment and leaves the rest waiting', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a', 'experiments/b.yaml': 'name: b' });
  let interrupt = () => {};
  const local = localLauncher();
  const { results } = await launchLast(repository, {
    command: () => [process.execPath, '-e', 'setInterval(() => {}, 1000)'],
    onInterrupt(listener) {
      interrupt = listener;
      return () => {};
    },
    launcher: {
      async submit(tasks, options) {
        const jobs = await local.submit(tasks, options);
        void jobs[0]!.started.then(() => setTimeout(interrupt, 100));
        return jobs;
      },
    },
  });
  t.deepEqual(
    results.map(({ outcome }) => outcome),
    ['interrupted', 'waiting'],
  );
});

/** Starts no process: its jobs end in these ways, one after the other. Notes what it is asked. */
function fakeLauncher(ends: readonly Partial<JobEnd>[], onSubmit: () => void = () => {}) {
  const asked: (string | number)[] = [];
  const left = ends.map((end): JobEnd => ({ cancelled: false, ...end }));
  const launcher: Launcher = {
    submit([task], { atOnce }) {
      asked.push(atOnce);
      const ended = new Promise<JobEnd>((resolve) => {
        setImmediate(() => {
          onSubmit();
          resolve(left.shift()!);
        });
      });
      const cancel = (how: string) => Promise.resolve(void asked.push(how));
      const [started, poll] = [Promise.resolve(), () => Promise.resolve('running' as const)];
      return Promise.resolve([{ task: task!, id: '1', started, ended, poll, cancel, save: () => Promise.resolve() }]);
    },
  };
  return { launcher, asked };
}

test('the first interrupt asks the running experiment to stop, the second one kills it', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'experiments/a.yaml': 'name: a' });
  const listeners = new Set<() => void>();
  const { launcher, asked } = fakeLauncher([{ cancelled: true, signal: 'SIGKILL' }], () => {
    for (const listener of listeners) {
      listener();
      listener();
    }
  });
  const { results } = await launchLast(repository, {
    launcher,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  });
  t.deepEqual(asked, [1, 'stop', 'kill']);
  t.deepEqual(results, [{ file: 'experiments/a.yaml', outcome: 'interrupted' }]);
  t.is(listeners.size, 0, 'nobody listens any more');
});

test('how an experiment ended is what its process told, or else how the process ended', async (t) => {
  const problems = [{ code: 'diverged', message: 'the loss became NaN' }] as const;
  const ends: readonly (readonly [Partial<JobEnd>, Pick<LaunchResult, 'outcome' | 'detail'>])[] = [
    [{ exitCode: 0 }, { outcome: 'completed' }],
    [{ exitCode: 130 }, { outcome: 'interrupted' }],
    [
      { exitCode: 2, problems },
      { outcome: 'failed', detail: 'the loss became NaN' },
    ],
    [{ error: 'no such program' }, { outcome: 'failed', detail: 'no such program' }],
    [{ signal: 'SIGKILL' }, { outcome: 'failed', detail: 'killed by SIGKILL' }],
  ];
  const repository = await newRepository();
  const files = ends.map((_, index) => `experiments/${index}.yaml`);
  await repository.commit(Object.fromEntries(files.map((file) => [file, `name: ${file}`])));
  const { launcher } = fakeLauncher(ends.map(([end]) => end));
  const { results } = await launchLast(repository, { launcher });
  t.deepEqual(
    results,
    ends.map(([, result], index) => ({ file: files[index]!, ...result })),
  );
});
