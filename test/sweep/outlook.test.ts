import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { LedgerPoint } from '../../src/sweep/ledger.ts';
import { sizeOf, sweepOutlook } from '../../src/sweep/outlook.ts';
import { newFolder } from '../helpers/tessera.ts';

const point = (name: string, given: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id: name,
  name,
  overrides: {},
  state: 'waiting',
  attempts: 0,
  ...given,
});

test('points that are complete tell time and disk of the others', async (t) => {
  const path = await newFolder();
  for (const [name, bytes] of [
    ['a', 100],
    ['b', 300],
  ] as const) {
    await mkdir(join(path, name, 'checkpoints'), { recursive: true });
    await writeFile(join(path, name, 'checkpoints', 'last'), Buffer.alloc(bytes));
  }
  const done = [point('a', { state: 'completed', seconds: 10 }), point('b', { state: 'completed', seconds: 20 })];
  const left = ['c', 'd', 'e'].map((name) => point(name));
  const outlook = await sweepOutlook(
    path,
    [...done, ...left],
    { total: done.length + left.length, toRun: left.length },
    2,
    () => Promise.reject(new Error('not asked')),
  );
  // Two rounds of 15 seconds, three folders of 200 bytes.
  t.like(outlook, { points: 5, toRun: 3, seconds: 30, bytes: 600, measuredOn: 2 });
  t.true(outlook.freeBytes! > 0);
  t.is(await sizeOf(join(path, 'b')), 300);
});

test('before that, one point is tried, and nothing if nothing is to run', async (t) => {
  const path = join(await newFolder(), 'absent');
  const waiting = [point('a'), point('b')];
  t.like(
    await sweepOutlook(path, waiting, { total: waiting.length, toRun: waiting.length }, 1, () =>
      Promise.resolve({ seconds: 4, bytes: 5 }),
    ),
    {
      seconds: 8,
      bytes: 10,
      measuredOn: 0,
    },
  );
  const deep = await sweepOutlook(join(path, 'deeper'), [], { total: 0, toRun: 0 }, 1, () => Promise.resolve({}));
  t.true(deep.freeBytes! > 0, 'it is that of the nearest folder that is there');
  const unknown = await sweepOutlook(path, waiting, { total: waiting.length, toRun: waiting.length }, 1, () =>
    Promise.resolve({}),
  );
  t.deepEqual(['seconds' in unknown, 'bytes' in unknown], [false, false]);
  t.like(
    await sweepOutlook(path, waiting, { total: waiting.length, toRun: 0 }, 1, () =>
      Promise.reject(new Error('not asked')),
    ),
    { toRun: 0 },
  );
});
