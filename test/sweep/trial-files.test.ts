import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readTrials, recordTrial } from '../../src/sweep/trial-files.ts';
import { newFolder } from '../helpers/tessera.ts';

const trial = (lr: number) => ({ values: { 'optimizer.lr': lr } });

test('of several that record a trial at a time, one does, and all read the same', async (t) => {
  const sweep = await newFolder();
  const won = await Promise.all([1, 2, 3, 4].map((lr) => recordTrial(sweep, 0, trial(lr))));
  t.is(won.filter(Boolean).length, 1);
  t.deepEqual(await readTrials(sweep), [trial([1, 2, 3, 4][won.indexOf(true)]!)]);
  t.deepEqual(await readdir(join(sweep, 'trials')), ['1.json'], 'no draft is left');
});

test('trials are read in order, and those that are known are not read again', async (t) => {
  const sweep = await newFolder();
  t.deepEqual(await readTrials(sweep), []);
  for (let index = 0; index < 11; index++) t.true(await recordTrial(sweep, index, trial(index)));
  const all = await readTrials(sweep);
  t.deepEqual(
    all,
    Array.from({ length: 11 }, (_, index) => trial(index)),
  );
  const more = await readTrials(sweep, all.slice(0, 10));
  t.is(more[0], all[0]);
  t.deepEqual(more, all);
});

test('a trial that can not be read is an error, and never another proposal', async (t) => {
  const sweep = await newFolder();
  await recordTrial(sweep, 0, trial(1));
  await writeFile(join(sweep, 'trials', '1.json'), '');
  await t.throwsAsync(readTrials(sweep), { message: /1\.json can't be read/ });
});
