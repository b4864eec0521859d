import { mkdirSync, rmSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { MetricsLine } from '../../src/log/json-lines.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import type { RunResult } from '../../src/runs/result.ts';
import type { RunObserver } from '../../src/train/observer.ts';
import { runExperiment } from '../../src/train/run.ts';
import { whatToRun } from '../../src/trained/what-to-run.ts';
import { replacing, type Replacements } from '../helpers/registry.ts';
import { assertFigures, assertTraced, loadTraced, openTraced, readTrace } from '../helpers/trace.ts';
import { testIf } from '../helpers/requirements.ts';
import { fillDisk, mountSmallDisk } from '../helpers/small-disk.ts';
import { newFolder } from '../helpers/tessera.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

const onSmallDisk = await testIf('small-disk');

const readJson = async <T>(...path: string[]) => JSON.parse(await readFile(join(...path), 'utf8')) as T;
const readRecord = (directory: string) => readJson<RunRecord>(directory, 'run.json');

interface Options {
  readonly directory: string;
  readonly resume?: boolean;
  readonly stopAfter?: number;
  readonly observer?: Partial<RunObserver>;
  readonly spoil?: Replacements;
  readonly stop?: AbortController;
  readonly overrides?: readonly string[];
}

/** The traced experiment, as the command line runs it. `later`: the errors after the first. */
function start({
  directory,
  resume = false,
  stopAfter,
  observer,
  spoil = {},
  stop = new AbortController(),
  overrides,
}: Options) {
  const later: unknown[] = [];
  const outcome = loadTraced('wasm', overrides).then((loaded) =>
    runExperiment({
      ...whatToRun(loaded),
      command: [],
      registry: replacing(loaded.registry, spoil),
      workingDirectory: dirname(directory),
      directory,
      resume,
      signal: stop.signal,
      observer: {
        ...recordingObserver({ stepped: ({ step }) => void (step === stopAfter && stop.abort()), ...observer }),
        started: () => undefined,
        failedLater: (error) => later.push(error),
        ...observer,
      },
    }),
  );
  return { outcome, later };
}

/** What is in metrics.jsonl, by split. */
async function loggedIn(directory: string) {
  const lines = (await readFile(join(directory, 'metrics.jsonl'), 'utf8')).trim().split('\n');
  const parsed = lines.map((line) => JSON.parse(line) as MetricsLine);
  const of = (split: MetricsLine['split']) => parsed.filter((line) => line.split === split);
  return { train: of('train'), val: of('val'), test: of('test'), run: of('run') };
}

async function assertIsTheTrace(t: ExecutionContext, directory: string): Promise<void> {
  const trace = await readTrace();
  const { built } = await openTraced();
  const logged = await loggedIn(directory);
  assertTraced(t, logged, trace, built.metrics);
  t.is(logged.test.length, 1);
  t.is(logged.test[0]!.step, trace.best.step);
  assertFigures(t, logged.test[0]!.values, trace.test, built.metrics, 'test');
  const result = await readJson<RunResult>(directory, 'result.json');
  const values = Object.fromEntries(Object.entries(result.test!.metrics).map(([name, { value }]) => [name, value]));
  assertFigures(t, { loss: result.test!.loss, ...values }, trace.test, built.metrics, 'result.json');
  t.like(result, { steps: 20, classes: ['background', 'disc', 'box'], best: { step: trace.best.step } });
  const { seconds } = await readRecord(directory);
  t.true(result.seconds <= seconds);
}

test.serial(
  'the folder of a run says what PyTorch measured: every step, validations, the test, the best',
  async (t) => {
    const directory = join(await newFolder(), 'run');
    const { outcome, later } = start({ directory });
    t.like(await outcome, { status: 'completed' });
    t.deepEqual(later, []);
    await assertIsTheTrace(t, directory);
    t.like(await readRecord(directory), {
      status: 'completed',
      step: 20,
      totalSteps: 20,
      data: { imageSize: { height: 10, width: 12 }, interpolation: 'bilinear' },
    });
  },
);

test.serial('a run is over when all is written, however slowly a logger closes', async (t) => {
  const directory = join(await newFolder(), 'run');
  const close = () => new Promise<void>((resolve) => setTimeout(resolve, 300));
  const spoil: Replacements = { logger: () => () => ({ ...recordingLogger(), close }) };
  t.like(await start({ directory, stopAfter: 1, spoil }).outcome, { status: 'interrupted', step: 1 });
  t.like(await readRecord(directory), { status: 'interrupted', step: 1 });
});

test.serial(
  'so does that of a run that was interrupted and resumed, whose seconds are those of both attempts',
  async (t) => {
    const directory = join(await newFolder(), 'run');
    t.deepEqual(await start({ directory, stopAfter: 13 }).outcome, { status: 'interrupted', step: 13 });
    const record = await readRecord(directory);
    t.like(record, { status: 'interrupted', step: 13 });
    const others = [{ file: 'encoder.safetensors', sha256: '0'.repeat(64) }];
    const other = { ...record, seconds: 1000, inputs: { ...record.inputs!, weights: others } };
    await writeFile(join(directory, 'run.json'), JSON.stringify(other));
    const changed = await t.throwsAsync(start({ directory, resume: true }).outcome, { instanceOf: TesseraError });
    t.like(changed.problems, { length: 1, 0: { code: 'run-changed' } }, 'one change is enough');
    t.deepEqual(await readRecord(directory), other);

    await writeFile(join(directory, 'run.json'), JSON.stringify({ ...record, seconds: 1000 }));
    t.like(await start({ directory, resume: true }).outcome, { status: 'completed' });
    await assertIsTheTrace(t, directory);
    const { attempts, seconds, startedAt } = await readRecord(directory);
    t.like(attempts[0], { number: 1, firstStep: 0, lastStep: 13, outcome: 'interrupted' });
    t.like(attempts[1], { number: 2, firstStep: 13, lastStep: 20, outcome: 'completed' });
    t.is(attempts.length, 2);
    t.is(startedAt, record.startedAt);
    t.true(seconds > 1000 && seconds < 1100);
  },
);

test.serial(
  'whatever fails, everything is closed, the first error is thrown, and the later ones are reported',
  async (t) => {
    const directory = join(await newFolder(), 'run');
    const closed: string[] = [];
    const fails = (what: string, close: () => void) => () => {
      closed.push(what);
      close();
      throw new Error(what);
    };
    const first = new Error('the loss');
    let losses = 0;
    const { outcome, later } = start({
      directory,
      spoil: {
        dataset: (dataset) => ({
          ...dataset,
          storage: { ...dataset.storage, close: async () => fails('storage', () => {})() },
        }),
        model: (model) => Object.assign(model, { dispose: fails('model', model.dispose.bind(model)) }),
        optimizer: (optimizer) =>
          Object.assign(optimizer, { dispose: fails('optimizer', optimizer.dispose.bind(optimizer)) }),
        loss:
          (loss) =>
          (...args) => {
            if (++losses < 3) return loss(...args);
            // In the place of run.json, a folder that no file can replace.
            rmSync(join(directory, 'run.json'));
            mkdirSync(join(directory, 'run.json', 'in-the-way'), { recursive: true });
            throw first;
          },
      },
    });
    t.is(await t.throwsAsync(outcome), first);
    t.deepEqual(closed, ['optimizer', 'model', 'storage']);
    const [record, ...rest] = later.map((error) => (error as Error).message);
    t.regex(record!, /run\.json/);
    t.deepEqual(rest, closed);
    const logged = await loggedIn(directory);
    t.is(logged.train.length, 2, 'the log is written to its end');
  },
);

test.serial('a failure is recorded with its message, also one that comes before the first step', async (t) => {
  const directory = join(await newFolder(), 'run');
  const fail = () => {
    throw new Error('nobody to tell');
  };
  const { outcome, later } = start({ directory, observer: { started: fail } });
  await t.throwsAsync(outcome, { message: 'nobody to tell' });
  t.like(await readRecord(directory), { status: 'failed', error: 'nobody to tell', step: 0 });
  t.deepEqual(later, []);
});

test.serial('a failure after the signal came is a failure, not an interruption', async (t) => {
  const directory = join(await newFolder(), 'run');
  const saved = () => {
    throw new Error('nobody to tell');
  };
  const { outcome } = start({ directory, stopAfter: 2, observer: { saved } });
  await t.throwsAsync(outcome, { message: 'nobody to tell' });
  t.like(await readRecord(directory), { status: 'failed', error: 'nobody to tell', step: 2 });
});

onSmallDisk.serial(
  'a full disk ends training with the file named; with space again it goes on as if nothing was',
  async (t) => {
    const disk = await mountSmallDisk(t, 1024);
    const directory = join(disk, 'run');
    let filler = '';
    const stepped = ({ step }: { step: number }) => {
      // Logs, run.json and the leaderboard have room, a checkpoint has not.
      if (step === 13) filler = fillDisk(disk, 36);
    };
    const overrides = ['log.loggers=[{type: json-lines}]'];
    const { outcome, later } = start({ directory, observer: { stepped }, overrides });
    const error = await t.throwsAsync(outcome, { instanceOf: TesseraError });
    const { code, message } = error.problems[0]!;
    t.is(code, 'run-failed');
    t.regex(
      message,
      /^cannot write .*run\/checkpoints\/\S+\.safetensors: the disk is full: \S+ KiB are needed, \S+ KiB are free$/,
    );
    t.deepEqual(later, []);
    const record = await readRecord(directory);
    t.is(record.status, 'failed');
    t.true(record.error!.includes(message));
    const names = await readdir(join(directory, 'checkpoints'));
    t.true(names.includes('last.safetensors') && names.every((name) => name.endsWith('.safetensors')), names.join());

    rmSync(filler);
    t.like(await start({ directory, resume: true, overrides }).outcome, { status: 'completed' });
    await assertIsTheTrace(t, directory);
  },
);

test.serial('where training went well and closing does not, that is the error', async (t) => {
  const directory = join(await newFolder(), 'run');
  const { outcome, later } = start({
    directory,
    spoil: {
      optimizer: (optimizer) =>
        Object.assign(optimizer, {
          dispose: () => {
            throw new Error('the optimizer');
          },
        }),
    },
  });
  await t.throwsAsync(outcome, { message: 'the optimizer' });
  t.deepEqual(later, []);
  t.like(await readRecord(directory), { status: 'completed', step: 20 });
});

test.serial(
  'a test that is interrupted is done again when the run goes on, and no step is trained again',
  async (t) => {
    const directory = join(await newFolder(), 'run');
    const stop = new AbortController();
    const { outcome } = start({ directory, stop, observer: { tested: () => stop.abort() } });
    t.deepEqual(await outcome, { status: 'interrupted', step: 20 });
    t.like(await readRecord(directory), { status: 'interrupted', step: 20 });
    t.like(await start({ directory, resume: true }).outcome, { status: 'completed' });
    await assertIsTheTrace(t, directory);
  },
);

test.serial('nothing is written where a check fails, or the run is interrupted while samples are read', async (t) => {
  const folder = await newFolder();
  const bad = start({
    directory: join(folder, 'bad'),
    spoil: { model: (model) => Object.assign(model, { inputMultiple: 7 }) },
  });
  await t.throwsAsync(bad.outcome, { message: /bad-size/ });
  const stop = new AbortController();
  const interrupted = start({ directory: join(folder, 'stopped'), stop, observer: { prepared: () => stop.abort() } });
  t.deepEqual(await interrupted.outcome, { status: 'interrupted', step: 0 });
  t.deepEqual(await readdir(folder), []);
});
