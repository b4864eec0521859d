import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { compareRuns } from '../../src/runs/compare.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { listRuns } from '../../src/runs/list.ts';
import { runRecordSchema } from '../../src/runs/record.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testAttempt, testRecord } from '../helpers/run-record.ts';
import { fakeRun } from './run-fixture.ts';

test('a record is read as it was written', (t) => {
  const split = { samples: 1, sha256: 'a'.repeat(64) };
  const record = testRecord({
    attempts: [testAttempt({ outcome: 'killed' }), testAttempt({ number: 2, changes: ['seed is 1, it was 0'] })],
    inputs: {
      config: 'b'.repeat(64),
      plugins: [],
      weights: [],
      data: { by: 'names', train: split, val: split, test: split },
    },
    reproduces: 'demo-1a2b3c4d',
  });
  t.deepEqual(runRecordSchema.parse(structuredClone(record)), record);
});

test('runs of format 2 that only counted their attempts are listed, and compared with runs of now', async (t) => {
  const runs = await newFolder();
  await fakeRun(join(runs, 'now'), { record: { attempts: [testAttempt({ backend: 'wasm' })] } });
  const { attempts: _, ...record } = testRecord({ status: 'completed', step: 10, name: 'before', pid: 999_999_999 });
  const machine = { cpu: 'x', cores: 1, memoryBytes: 1, platform: 'x' };
  const git = { commit: '0123456789abcdef', branch: 'main', dirty: false };
  const before = { format: 2, ...record, attempts: 4, machine, versions: { tessera: '0.1.0' }, backend: 'cpu', git };
  await mkdir(join(runs, 'before'));
  await writeFile(join(runs, 'before/run.json'), JSON.stringify(before));
  await writeFile(join(runs, 'before/config.yaml'), 'format: 2\nseed: 0\n');

  const listed = await listRuns(runs);
  t.deepEqual(listed.map(({ path, status }) => [path, status]).toSorted(), [
    ['before', 'completed'],
    ['now', 'completed'],
  ]);
  const { about } = await compareRuns([join(runs, 'before'), join(runs, 'now')]);
  t.deepEqual(about.find(({ name }) => name === 'backend')?.values, ['cpu', 'wasm']);
  t.deepEqual(about.find(({ name }) => name === 'commit')?.values, ['01234567', null]);
  const [attempt, ...more] = (await runDirectory(join(runs, 'before')).readRecord())!.attempts;
  t.like(attempt, { number: 4, outcome: 'completed', lastStep: 10, versions: { tessera: '0.1.0' } });
  t.deepEqual(more, []);
});
