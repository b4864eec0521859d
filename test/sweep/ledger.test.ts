import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { readLedger, writeLedger, type Ledger } from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';

const ledger: Ledger = {
  name: 'lr',
  file: 'lr.yaml',
  startedAt: '2026-01-01T00:00:00.000Z',
  points: [{ id: '0123456789ab', name: 'lr=1', overrides: { lr: 1 }, state: 'completed', attempts: 1 }],
};

test('a ledger reads back as it was written, and says its format', async (t) => {
  const folder = await newFolder();
  await writeLedger(folder, ledger);
  t.deepEqual(await readLedger(folder), ledger);
  t.is((JSON.parse(await readFile(join(folder, 'sweep.json'), 'utf8')) as { format: number }).format, 2);
});

test('a folder without a ledger has none', async (t) => {
  t.is(await readLedger(await newFolder()), undefined);
});

test('a ledger of a newer format is refused', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'sweep.json'), JSON.stringify({ ...ledger, format: 3 }));
  const error = await t.throwsAsync(readLedger(folder), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'newer-format');
});
