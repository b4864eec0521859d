import { setTimeout as wait } from 'node:timers/promises';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { RunDirectory } from '../../src/runs/directory.ts';
import type { RunRecord } from '../../src/runs/record.ts';
import { recordKeeper } from '../../src/train/record-keeper.ts';
import { testAttempt, testRecord } from '../helpers/run-record.ts';
import { recordingObserver } from '../helpers/watch-training.ts';

/** The record of a second attempt, after 100 seconds of the first. */
const record = testRecord({
  step: 7,
  totalSteps: 20,
  seconds: 100,
  attempts: [testAttempt({ outcome: 'interrupted' }), testAttempt({ number: 2, firstStep: 7 })],
});

function keep() {
  const written: RunRecord[] = [];
  const run: Pick<RunDirectory, 'writeRecord'> = { writeRecord: async (each) => void written.push(each) };
  return { written, keeper: recordKeeper(run, record) };
}

const report = (step: number) => ({ step, loss: 0.5, images: 4, seconds: 0.1 });

test('seconds are those of all attempts', async (t) => {
  const { keeper, written } = keep();
  await wait(30);
  t.true(keeper.seconds() > 100.02 && keeper.seconds() < 110);
  await keeper.end('completed');
  t.true(written[0]!.seconds > 100.02 && written[0]!.seconds < 110);
});

test('the end is written with the last step, the status and the time, and keeps what the run is', async (t) => {
  const { keeper, written } = keep();
  const observer = recordingObserver();
  const watched = keeper.watch(observer);
  for (const step of [8, 9]) watched.stepped(report(step));
  t.deepEqual(observer.reports, [report(8), report(9)]);
  t.deepEqual(written, [], 'not at every step');
  await keeper.end('interrupted');
  t.is(written.length, 1);
  const { seconds: _, endedAt, ...rest } = written[0]!;
  const {
    seconds: __,
    attempts: [first],
    ...before
  } = record;
  const { attempts, ...now } = rest;
  t.deepEqual(now, { ...before, step: 9, status: 'interrupted' });
  t.is(attempts[0], first);
  t.like(attempts[1], { number: 2, lastStep: 9, outcome: 'interrupted', endedAt });
  t.true(attempts[1]!.imagesPerSecond! > 0);
  t.true(Math.abs(Date.now() - Date.parse(endedAt!)) < 10_000);
});

test('a failure is written with its message', async (t) => {
  const { keeper, written } = keep();
  await keeper.end('failed', 'no space left');
  t.like(written[0], { status: 'failed', error: 'no space left', step: 7 });
});

test('while steps go on, the record is written every few seconds', async (t) => {
  const { keeper, written } = keep();
  const watched = keeper.watch(recordingObserver());
  watched.stepped(report(8));
  await wait(2100);
  watched.stepped(report(9));
  watched.stepped(report(10));
  t.is(written.length <= 1, true);
  await wait(10);
  t.deepEqual(
    written.map(({ step, status }) => ({ step, status })),
    [{ step: 9, status: 'running' }],
  );
  t.true(written[0]!.seconds > 102);
});

test('what the other calls of an observer are told goes through', (t) => {
  const seen: string[] = [];
  const { keeper } = keep();
  const watched = keeper.watch(
    recordingObserver({
      tested: (done, total) => seen.push(`${done} of ${total}`),
      prepared: () => seen.push('prepared'),
    }),
  );
  watched.prepared(1, 2);
  watched.tested(3, 4);
  watched.saved(['last'], 5);
  t.deepEqual(seen, ['prepared', '3 of 4']);
});

test('the best validation is kept; a write that fails is made up for by the next', async (t) => {
  const written: RunRecord[] = [];
  let failures = 1;
  const run: Pick<RunDirectory, 'writeRecord'> = {
    writeRecord: async (each) => {
      if (failures-- > 0) throw new Error('no space left');
      written.push(each);
    },
  };
  const keeper = recordKeeper(run, record);
  const bests: unknown[] = [];
  const watched = keeper.watch(recordingObserver({ validated: (step, _, best) => bests.push([step, best]) }));
  const best = { step: 8, metric: 'iou/macro/image', value: 0.5 };
  const evaluation = {} as Parameters<typeof watched.validated>[1];
  const figures = (value: number) => ({
    loss: 0.25,
    metrics: { 'iou/macro/image': { value, perClass: [value], direction: 'max' as const } },
  });
  watched.validated(8, evaluation, best, figures(0.5));
  watched.validated(9, evaluation, best, figures(0.4));
  watched.validated(9, evaluation, null, figures(0.4));
  t.deepEqual(bests, [
    [8, best],
    [9, best],
    [9, null],
  ]);
  await wait(2050);
  watched.stepped(report(9));
  await wait(10);
  t.deepEqual(written, []);
  await keeper.end('completed');
  const kept = { ...best, direction: 'max', figures: figures(0.5) };
  t.deepEqual(keeper.record().best, kept);
  t.like(written, { length: 1, 0: { step: 9, best: kept, status: 'completed' } });
});

test('an end that cannot be written is an error', async (t) => {
  const run = { writeRecord: () => Promise.reject(new Error('no space left')) };
  await t.throwsAsync(recordKeeper(run, record).end('completed'), { message: 'no space left' });
});

test('a record that cannot be written is said once, and once more when it can be again', async (t) => {
  let isFull = true;
  let tries = 0;
  const keeper = recordKeeper(
    {
      writeRecord: async () => {
        tries++;
        if (isFull) throw full();
      },
    },
    record,
  );
  const warnings: string[] = [];
  const watched = keeper.watch(recordingObserver({ warned: (message) => void warnings.push(message) }));
  for (const step of [8, 9, 10]) {
    isFull = step < 10;
    await wait(2050);
    watched.stepped(report(step));
    await wait(10);
  }
  t.is(tries, 3);
  t.deepEqual(warnings, [
    'cannot write run.json: the disk is full; training goes on, and run.json is tried again',
    'run.json can be written again',
  ]);
});

const full = () =>
  new TesseraError(
    { code: 'run-failed', message: 'cannot write run.json: the disk is full' },
    { cause: Object.assign(new Error('full'), { code: 'ENOSPC' }) },
  );

test('the end is tried again until it can be written', async (t) => {
  const written: RunRecord[] = [];
  let failures = 2;
  const writeRecord = async (each: RunRecord) => {
    if (failures-- > 0) throw full();
    written.push(each);
  };
  await recordKeeper({ writeRecord }, record, { triesFor: 60, triesEvery: 0.01 }).end('failed', 'why');
  t.like(written, { length: 1, 0: { status: 'failed', error: 'why' } });
});

test('the end is tried for so long only', async (t) => {
  const keeper = recordKeeper({ writeRecord: () => Promise.reject(full()) }, record, {
    triesFor: 0.05,
    triesEvery: 0.01,
  });
  await t.throwsAsync(keeper.end('failed'), { message: /the disk is full/ });
});

test('the end is not tried again after another process has taken the run, and nobody is warned', async (t) => {
  let tries = 0;
  const lost = new TesseraError({ code: 'lease-lost', message: 'gone' });
  const writeRecord = () => (tries++, Promise.reject(lost));
  const keeper = recordKeeper({ writeRecord }, record, { triesFor: 60, triesEvery: 0.01 });
  keeper.watch(recordingObserver({ warned: (message) => t.fail(message) }));
  t.is(await t.throwsAsync(keeper.end('failed')), lost);
  t.is(tries, 1);
});

test('before a checkpoint, the figures of a new best validation are written once; a disk that refuses them ends nothing', async (t) => {
  const figures = { loss: 0.5, metrics: { iou: { value: 0.7, perClass: [0.7], direction: 'max' as const } } };
  const best = { step: 9, metric: 'iou', value: 0.7 };
  const { keeper, written } = keep();
  const watched = keeper.watch(recordingObserver());
  await keeper.keepBest();
  t.deepEqual(written, [], 'nothing is new');
  watched.validated(9, undefined as never, best, figures);
  await keeper.keepBest();
  await keeper.keepBest();
  t.deepEqual(
    written.map((each) => each.best),
    [{ ...best, direction: 'max', figures }],
  );

  const refusing = recordKeeper({ writeRecord: () => Promise.reject(new Error('no space left')) }, record);
  refusing.watch(recordingObserver()).validated(9, undefined as never, best, figures);
  await t.notThrowsAsync(refusing.keepBest());
});
