import { appendFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../../src/core/errors/index.ts';
import { openJournal, readJournal, type Prediction } from '../../../src/predict/output/journal.ts';
import { newFolder } from '../../helpers/tessera.ts';

const line = (name: string): Prediction => ({
  photo: `/photos/${name}.jpg`,
  labels: `labels/${name}.png`,
  overlay: `overlays/${name}.png`,
  height: 2,
  width: 3,
  classes: { ground: { share: 1, confidence: 0.5 }, cat: { share: 0, confidence: null } },
  seconds: 0.1,
});

test('lines are added to those that are kept, and read again', async (t) => {
  const folder = await newFolder();
  t.deepEqual(await readJournal(folder), []);
  const journal = await openJournal(folder, [line('a')]);
  await journal.add(line('Ä b'));
  t.deepEqual(await readJournal(folder), [line('a'), line('Ä b')], 'at once');
  await journal.close();
  await (await openJournal(folder, [line('c')])).close();
  t.deepEqual(await readJournal(folder), [line('c')]);
});

test('a last line that a crash cut is left out; another one that is wrong is an error', async (t) => {
  const folder = await newFolder();
  await (await openJournal(folder, [line('a')])).close();
  const file = join(folder, 'predictions.jsonl');
  await appendFile(file, JSON.stringify(line('b')).slice(0, 40));
  t.deepEqual(await readJournal(folder), [line('a')]);
  await writeFile(file, `${await readFile(file, 'utf8')}\n`);
  const error = await t.throwsAsync(readJournal(folder), { instanceOf: TesseraError });
  t.is(error.problems[0]!.code, 'file-unreadable');
  t.regex(error.message, /line 2 is no prediction/);
});
