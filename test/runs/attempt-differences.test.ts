import test from 'ava';
import { attemptDifferences } from '../../src/runs/attempt-differences.ts';
import { testAttempt } from '../helpers/run-record.ts';

const before = testAttempt({
  versions: { node: '20', tessera: '0.1.0', sharp: '1' },
  engine: { backend: 'wasm', device: 'a processor', threads: 2 },
  git: { commit: '0123456789', dirty: true, diffHash: 'aa' },
  tessera: { commit: 'abcdefabcd', dirty: false },
  lockFile: { file: 'package-lock.json', sha256: '1'.repeat(64) },
});

test('attempts on the same code and machine do not differ, whenever and however far they ran', (t) => {
  const later = {
    number: 2,
    startedAt: 'later',
    firstStep: 5,
    command: ['run'],
    host: 'other',
    outcome: 'failed',
  } as const;
  const now = testAttempt({ ...before, ...later, command: [...later.command] });
  t.deepEqual(attemptDifferences(before, now), []);
});

test('each difference is named with both values', (t) => {
  const versions = { tessera: '0.1.0', node: '22' };
  const now = testAttempt({
    ...before,
    versions,
    backend: 'wasm 5',
    engine: { backend: 'wasm', device: 'another', threads: 4 },
    machine: { ...before.machine, platform: 'darwin arm64', cpu: 'M' },
    git: { commit: '0123456789', dirty: true, diffHash: 'bb' },
    tessera: { commit: 'abcdefabcd', dirty: true },
    lockFile: { file: 'package-lock.json', sha256: '2'.repeat(64) },
  });
  t.deepEqual(attemptDifferences(before, now), [
    'node is 22, it was 20',
    'sharp is unknown, it was 1',
    "Tessera's commit is abcdefab + changes, it was abcdefab",
    "the project's commit is 01234567 + changes bb, it was 01234567 + changes aa",
    'the lock file is 22222222, it was 11111111',
    'the platform is darwin arm64, it was none',
    'the processor is M, it was none',
    'the backend is wasm 5, it was cpu',
    'the device is another, it was a processor',
    'the number of threads is 4, it was 2',
  ]);
});

test('what an earlier version did not record is not compared', (t) => {
  t.deepEqual(attemptDifferences(testAttempt(), { ...before, versions: {} }), []);
});
