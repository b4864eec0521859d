import { readFile } from 'node:fs/promises';
import test, { type ExecutionContext } from 'ava';
import { withCleanup } from '../../src/core/with-cleanup.ts';
import type { LoggedRun, Logger } from '../../src/log/index.ts';
import { openStoppedRun, runDirectory, type StoppedRun } from '../../src/runs/directory.ts';
import { saveCheckpoint } from '../../src/train/checkpoint.ts';
import type { RunStart } from '../../src/train/observer.ts';
import { openParts, type RunParts } from '../../src/train/parts.ts';
import type { RunContext } from '../../src/train/run-context.ts';
import { endSession, openSession, type Session } from '../../src/train/session.ts';
import { untilTheEnd } from '../helpers/built.ts';
import type { Built } from '../helpers/registry.ts';
import { tracedContext } from '../helpers/run-context.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

/** A run whose loggers write down what they are told. */
async function prepared({ onBuild }: { onBuild?: (built: Built) => void } = {}) {
  const opened: LoggedRun[] = [];
  const calls: string[] = [];
  const started: RunStart[] = [];
  const logger: Logger = {
    ...recordingLogger(),
    text: (tag, text) => calls.push(`text ${tag}: ${text.split('\n')[0]}`),
    layout: () => calls.push('layout'),
    graph: () => calls.push('graph'),
    hyperParameters: (values) => calls.push(`hyperparameters, lr ${values['optimizer.lr']}`),
    close: async (outcome) => {
      await new Promise((resolve) => setTimeout(resolve, 20));
      calls.push(`close ${outcome}`);
    },
  };
  const context = await tracedContext({
    observer: { started: (start) => started.push(start) },
    replacements: { logger: () => (run) => (opened.push(run), logger) },
    ...(onBuild && { onBuild }),
  });
  return { context, parts: await openParts(context, untilTheEnd), opened, calls, started };
}

const run = <T>(
  context: RunContext,
  parts: RunParts,
  stopped: StoppedRun | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> =>
  withCleanup(
    async (cleanup) => work(await openSession(context, parts, stopped, cleanup)),
    (error) => {
      throw error;
    },
  );

const recordOf = (directory: string) => runDirectory(directory).readRecord();

test.serial('a new run has a folder and a record, tells that it starts, and logs what it is', async (t) => {
  const { context, parts, opened, calls, started } = await prepared();
  await run(context, parts, undefined, async ({ progress, schedule, run: held, keeper }) => {
    t.deepEqual(progress, { step: 0, best: null });
    t.deepEqual([schedule.stepsPerEpoch, schedule.totalSteps], [5, 20]);
    t.is(held.path, context.directory);
    t.is(await readFile(held.configFile, 'utf8'), context.yaml);
    t.true(keeper.seconds() < 60);
  });
  t.like(await recordOf(context.directory), {
    id: context.id,
    name: 'trace',
    status: 'running',
    step: 0,
    totalSteps: 20,
    parameters: parts.built.parameters,
    inputs: parts.inputs,
    data: {
      classes: parts.built.dataset.classes.map(({ name, color }) => ({ name, color: [...color] })),
      imageSize: { height: 10, width: 12 },
      interpolation: 'bilinear',
    },
  });
  const begun = { directory: context.directory, startStep: 0 };
  const { backend, device, threads, description } = parts.engine;
  t.like((await recordOf(context.directory))!.attempts[0], {
    number: 1,
    backend: description,
    engine: { backend, device: device.name, threads },
  });
  t.deepEqual(
    opened.map(({ describe: _, ...told }) => told),
    [begun, begun],
    'each of the two loggers',
  );
  t.regex(opened[0]!.describe!('val/loss')!, /validation split/);
  t.deepEqual(
    calls.filter((_, index) => index % 2 === 0),
    [
      'hyperparameters, lr 0.03',
      'text config: ```yaml',
      calls[4]!,
      'layout',
      'graph',
      'text command: ```sh',
      'text environment: | | |',
    ],
  );
  t.regex(calls[4]!, /^text classes: /);
  t.is(started.length, 1);
  const { record, engine, schedule, ...told } = started[0]!;
  t.deepEqual<unknown, unknown>(told, {
    directory: context.directory,
    samples: { train: 18, val: 6, test: 5 },
    storedAs: undefined,
  });
  t.is(record.id, context.id);
  t.is(engine, parts.engine);
  t.is(schedule.totalSteps, 20);
});

test.serial('samples that were left out are logged, and the storage that was chosen is told', async (t) => {
  const { context, parts, calls, started } = await prepared();
  const skipped = [{ split: 'val', name: 'a', problems: [{ code: 'bad-image', message: 'broken' }] }] as const;
  const loading = { ...parts.loading, skipped: () => skipped };
  const splits = { ...parts.splits, train: { ...parts.splits.train, storedAs: 'memmap' } };
  await run(context, { ...parts, loading, splits }, undefined, async () => undefined);
  t.is(started[0]!.storedAs, 'memmap');
  t.true(calls.some((call) => call.startsWith('text skipped_samples: | split | sample |')));
});

test.serial(
  'optimizer, scheduler and loggers get what they need; only what trains is given to the optimizer',
  async (t) => {
    const built: Built[] = [];
    const { context, parts } = await prepared({ onBuild: (each) => built.push(each) });
    const [, ...others] = parts.built.model.namedParameters();
    const frozen = { ...parts.built.frozen, trained: others };
    built.length = 0;
    await run(context, { ...parts, built: { ...parts.built, frozen } }, undefined, async ({ optimizer, scheduler }) => {
      t.is(optimizer.learningRate, 0.03);
      t.deepEqual([scheduler(0), scheduler(3)], [1, 0.8]);
    });
    t.deepEqual(
      built.map(({ kind, type }) => `${kind} ${type}`),
      ['optimizer adam', 'scheduler step', 'logger tensorboard', 'logger json-lines'],
    );
    for (const { context: given } of built)
      t.like(given, { seed: context.experiment.seed, workingDirectory: context.workingDirectory });
    const { parameters, tf } = built[0]!.context as { parameters: [string, object][]; tf: unknown };
    t.is(tf, parts.engine.tf);
    t.deepEqual(
      parameters.map(([name]) => name),
      others.map(([name]) => name),
    );
    t.is((built[1]!.context as { totalSteps: number }).totalSteps, 20);
  },
);

/** A run that stopped after step 7. */
async function stoppedAtSeven(t: ExecutionContext) {
  const all = await prepared();
  const { context, parts } = all;
  await run(context, parts, undefined, async (session) => {
    const state = { model: parts.built.model.stateDict(), optimizer: session.optimizer.stateDict() };
    await saveCheckpoint([session.run.checkpointFile('last')], state, { step: 7, best: null });
    await endSession(session, 'interrupted');
  });
  t.like(await recordOf(context.directory), { status: 'interrupted' });
  all.calls.length = all.opened.length = 0;
  return all;
}

test.serial(
  'a run that goes on has loggers that do, and tells what it runs on now, but not again what it is',
  async (t) => {
    const { context, parts, opened, calls, started } = await stoppedAtSeven(t);
    const stopped = await openStoppedRun(context.directory);
    await run(context, parts, stopped, async ({ progress, run: held }) => {
      t.is(progress.step, 7);
      t.is(held, stopped.run);
    });
    t.like(opened[0], { directory: context.directory, startStep: 7 });
    t.deepEqual(
      calls.filter((_, index) => index % 2 === 0),
      ['text command: ```sh', 'text environment: | | |'],
    );
    const [first, second] = (await recordOf(context.directory))!.attempts;
    t.like(await recordOf(context.directory), { status: 'running', step: 7 });
    t.like(first, { number: 1, outcome: 'interrupted' });
    t.like(second, { number: 2, outcome: 'running', firstStep: 7 });
    t.like(started.at(-1)!.record, { step: 7 });
    // Whoever took it over releases it.
    await stopped.run.assertHeld();
    await stopped.run.release();
  },
);

test.serial('the log is closed before the record says the end, and both are waited for', async (t) => {
  const { context, parts, calls } = await prepared();
  await run(context, parts, undefined, async (session) => {
    calls.length = 0;
    const keeper = {
      ...session.keeper,
      end: async (status: 'completed' | 'interrupted' | 'running' | 'failed') => {
        calls.push(`record ${status}`);
        await session.keeper.end(status);
        calls.push('recorded');
      },
    };
    await endSession({ ...session, keeper }, 'completed');
    t.deepEqual(calls, ['close completed', 'close completed', 'record completed', 'recorded']);
  });
  t.like(await recordOf(context.directory), { status: 'completed' });
});

for (const thrown of [new Error('no space left'), 'a text']) {
  test.serial(`a failure is recorded, the log closed, the folder left to others: ${String(thrown)}`, async (t) => {
    const { context, parts, calls } = await prepared();
    let disposed = 0;
    const failing = run(context, parts, undefined, async ({ optimizer }) => {
      const dispose = optimizer.dispose.bind(optimizer);
      Object.assign(optimizer, { dispose: () => (disposed++, dispose()) });
      calls.length = 0;
      return Promise.reject(thrown);
    });
    const caught: unknown = await failing.catch((error: unknown) => error);
    t.is(caught, thrown);
    t.deepEqual(calls, ['close failed', 'close failed']);
    const error = thrown instanceof Error ? thrown.message : thrown;
    t.like(await recordOf(context.directory), { status: 'failed', error });
    t.is(disposed, 1);
    const { run: next } = await openStoppedRun(context.directory);
    await next.assertHeld();
    await next.release();
  });
}
