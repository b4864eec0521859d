import { cpus, hostname, totalmem } from 'node:os';
import test from 'ava';
import { startRecord } from '../../src/runs/provenance.ts';
import { runRecordSchema } from '../../src/runs/record.ts';
import { newRepository } from '../helpers/repository.ts';
import { newFolder } from '../helpers/tessera.ts';

const given = {
  id: 'aa',
  name: 'demo',
  totalSteps: 7,
  backend: 'cpu',
  parameters: { total: 3, trainable: 2 },
  data: {
    classes: [{ name: 'cat', color: [1, 2, 3] as [number, number, number] }],
    imageSize: { height: 4, width: 6 },
    interpolation: 'bilinear' as const,
  },
};

test('a new record says what runs, where, and on what', async (t) => {
  const record = await startRecord({ ...given, workingDirectory: await newFolder() });
  t.like(record, { ...given, status: 'running', step: 0, seconds: 0, attempts: 1, pid: process.pid, host: hostname() });
  t.true(Math.abs(Date.parse(record.startedAt) - Date.now()) < 60_000);
  t.deepEqual(record.machine, {
    cpu: cpus()[0]!.model,
    cores: cpus().length,
    memoryBytes: totalmem(),
    platform: `${process.platform} ${process.arch}`,
  });
  t.is(record.versions['node'], process.versions.node);
  t.false('git' in record);
  t.true(runRecordSchema.safeParse(record).success);
  t.false('workingDirectory' in record);
});

test('in a repository it names the commit', async (t) => {
  const repository = await newRepository();
  await repository.commit({ 'a.txt': 'one\n' });
  const record = await startRecord({ ...given, workingDirectory: repository.path });
  t.is(record.git?.commit, await repository.git('rev-parse', 'HEAD'));
});
