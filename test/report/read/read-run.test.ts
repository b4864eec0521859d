import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { readRun } from '../../../src/report/read/read-run.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { runFolder } from '../_folders.ts';

const point = { id: 'a', name: 'a', overrides: {}, state: 'failed' as const, attempts: 1, error: 'out of memory' };

test('a run has its record, result, complete configuration and curves', async (t) => {
  const path = await runFolder(await newFolder(), { config: { train: { epochs: 2 } } });
  const run = await readRun({ path, name: 'demo' }, (config) => ({ ...config, added: true }));
  t.like(run, { state: 'completed', error: undefined });
  t.is(run.result?.test?.metrics['iou/macro/image']?.value, 0.712345);
  t.deepEqual(
    [...run.config],
    [
      ['name', 'demo'],
      ['seed', 0],
      ['train.epochs', 2],
      ['added', true],
    ],
  );
  t.deepEqual([...run.curves.keys()], ['train/loss', 'val/loss', 'val/iou/macro/image']);
});

test('a run that failed says why', async (t) => {
  const path = await runFolder(await newFolder(), {
    record: { status: 'failed', error: 'the loss is NaN' },
    result: undefined,
  });
  t.like(await readRun({ path, name: 'a' }, (config) => config), {
    state: 'failed',
    error: 'the loss is NaN',
    result: undefined,
  });
});

test('a point without a run has the state of its ledger', async (t) => {
  const path = join(await newFolder(), 'none');
  t.like(await readRun({ path, name: 'a', point }, (config) => config), {
    state: 'failed',
    error: 'out of memory',
    record: undefined,
  });
  const waiting = { ...point, state: 'waiting' as const, error: undefined };
  t.like(await readRun({ path, name: 'a', point: waiting }, (config) => config), {
    state: 'waiting',
    error: undefined,
  });
  t.like(await readRun({ path, name: 'a' }, (config) => config), { state: 'unreadable', error: 'it has no run.json' });
});

test('a run that can not be read is no error, but says so', async (t) => {
  const path = await runFolder(await newFolder());
  await writeFile(join(path, 'run.json'), '{');
  const run = await readRun({ path, name: 'a' }, (config) => config);
  t.is(run.state, 'unreadable');
  t.regex(run.error!, /run\.json can't be read/);
});

test('a run of the first format is read as one of today', async (t) => {
  const path = fileURLToPath(new URL('../../fixtures/runs/format-1/runs/completed', import.meta.url));
  const run = await readRun({ path, name: 'completed' }, (config) => config);
  t.is(run.state, 'completed');
  t.true(Object.keys(run.result!.test!.metrics).includes('iou/macro/image'));
});
