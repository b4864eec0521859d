import { hostname } from 'node:os';
import test from 'ava';
import { endedRecord, newRecord, resumedRecord } from '../../src/runs/attempts.ts';
import { testAttempt, testRecord } from '../helpers/run-record.ts';

const run = { id: '1a2b', name: 'demo', totalSteps: 20, parameters: { total: 2, trainable: 1 } };

test('a new run has one attempt and begins when it does', (t) => {
  const attempt = testAttempt();
  t.deepEqual(newRecord(run, attempt), {
    ...run,
    status: 'running',
    step: 0,
    startedAt: attempt.startedAt,
    seconds: 0,
    pid: process.pid,
    host: hostname(),
    attempts: [attempt],
  });
});

test('a run that goes on keeps its attempts, its start and its seconds, and loses its end', (t) => {
  const first = testAttempt({ outcome: 'failed', lastStep: 9, error: 'none', git: { commit: 'a', dirty: false } });
  const best = { step: 5, metric: 'iou', value: 0.5 };
  const old = testRecord({
    status: 'failed',
    step: 9,
    error: 'none',
    endedAt: 'then',
    seconds: 55,
    best,
    attempts: [first],
  });
  const next = testAttempt({ startedAt: '2027-01-01T00:00:00.000Z', git: { commit: 'b', dirty: false } });
  const record = resumedRecord(old, run, next, 7);
  t.deepEqual(record.attempts, [first, { ...next, number: 2, firstStep: 7, lastStep: 7 }]);
  t.like(record, {
    status: 'running',
    step: 7,
    totalSteps: 20,
    startedAt: old.startedAt,
    seconds: 55,
    pid: process.pid,
  });
  for (const key of ['endedAt', 'error', 'best']) t.false(key in record, key);
});

test('an attempt that never told its end was killed, after the last step that it told', (t) => {
  const old = testRecord({ step: 12, attempts: [testAttempt({ number: 4, firstStep: 8, lastStep: 8 })] });
  const { attempts } = resumedRecord(old, run, testAttempt(), 10);
  t.like(attempts[0], { number: 4, outcome: 'killed', firstStep: 8, lastStep: 12 });
  t.like(attempts[1], { number: 5, outcome: 'running', firstStep: 10 });
});

test('the end is that of the last attempt: step, reason, memory and images per second', (t) => {
  const first = testAttempt({ outcome: 'interrupted' });
  const record = testRecord({ step: 9, attempts: [first, testAttempt({ number: 2, firstStep: 5 })] });
  const end = { status: 'failed', error: 'no space', seconds: 70, images: 64, attemptSeconds: 16 } as const;
  const ended = endedRecord(record, end);
  t.like(ended, { status: 'failed', error: 'no space', seconds: 70 });
  t.is(ended.attempts[0], first);
  const last = ended.attempts[1]!;
  t.like(last, { number: 2, outcome: 'failed', error: 'no space', firstStep: 5, lastStep: 9, imagesPerSecond: 4 });
  t.is(last.endedAt, ended.endedAt);
  // Node.js itself takes more than 20 MB; this machine has less than a TB.
  t.true(last.peakMemoryBytes! > 2e7 && last.peakMemoryBytes! < 1e12);
});

test('an attempt that trained on nothing has no speed', (t) => {
  const end = { status: 'interrupted', seconds: 1, images: 0, attemptSeconds: 1 } as const;
  t.false('imagesPerSecond' in endedRecord(testRecord(), end).attempts[0]!);
});
