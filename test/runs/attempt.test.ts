import test from 'ava';
import { attemptSchema, withAttempts } from '../../src/runs/attempt.ts';
import { runRecordSchema } from '../../src/runs/record.ts';

/** What `run.json` had when it kept the number of attempts only. */
const earlier = {
  id: '1a2b',
  name: 'old',
  status: 'failed',
  step: 7,
  totalSteps: 9,
  startedAt: '2026-01-01T00:00:00.000Z',
  endedAt: '2026-01-01T00:01:00.000Z',
  seconds: 60,
  attempts: 3,
  pid: 5,
  host: 'vm',
  machine: { cpu: 'x', cores: 2, memoryBytes: 1, platform: 'linux x64' },
  versions: { tessera: '0.1.0' },
  backend: 'cpu',
  parameters: { total: 1, trainable: 1 },
  git: { commit: 'abc', dirty: true, diffHash: '12' },
  error: 'no space',
};

test('a record that only counts its attempts has one, the last, with what it ran on', (t) => {
  const { attempts, ...record } = runRecordSchema.parse(earlier);
  t.deepEqual(attempts, [
    {
      number: 3,
      startedAt: earlier.startedAt,
      endedAt: earlier.endedAt,
      firstStep: 0,
      lastStep: 7,
      outcome: 'failed',
      error: 'no space',
      host: 'vm',
      machine: earlier.machine,
      versions: { tessera: '0.1.0' },
      backend: 'cpu',
      git: { commit: 'abc', dirty: true, diffHash: '12' },
    },
  ]);
  t.like(record, { id: '1a2b', status: 'failed', step: 7, pid: 5, host: 'vm', error: 'no space' });
  for (const key of ['machine', 'versions', 'backend', 'git']) t.false(key in record, key);
});

test('a record of a run that has not ended needs no end', (t) => {
  const { endedAt: _, error: __, git: ___, ...running } = { ...earlier, status: 'running' };
  const [attempt] = runRecordSchema.parse(running).attempts;
  t.is(attempt?.outcome, 'running');
  for (const key of ['endedAt', 'error', 'git']) t.false(key in attempt!, key);
});

test('a record with a list of attempts, and what is no record, stay as they are', (t) => {
  const attempts = runRecordSchema.parse(earlier).attempts;
  const now = { ...earlier, attempts };
  t.is(withAttempts(now), now);
  t.is(withAttempts('text'), 'text');
  t.false(runRecordSchema.safeParse({ ...earlier, attempts: [] }).success, 'every run has an attempt');
  t.true(attemptSchema.safeParse(attempts[0]).success);
});
