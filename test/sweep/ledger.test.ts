import { readFileSync } from 'node:fs';
import { appendFile, readFile, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { exists } from '../../src/core/exists.ts';
import {
  appendChange,
  changeReader,
  freezeChanges,
  readLedger,
  writeLedger,
  type Ledger,
  type LedgerPoint,
} from '../../src/sweep/ledger.ts';
import { newFolder } from '../helpers/tessera.ts';

const point = (id: string, changes: Partial<LedgerPoint> = {}): LedgerPoint => ({
  id,
  name: `run-${id}`,
  overrides: { lr: 1 },
  state: 'waiting',
  attempts: 0,
  ...changes,
});
const ledger: Ledger = { name: 'pets', file: 'pets.yaml', startedAt: '2026-01-01', points: [point('a'), point('b')] };

test('a ledger is read as it was written', async (t) => {
  const folder = await newFolder();
  t.is(await readLedger(folder), undefined);
  await writeLedger(folder, ledger);
  t.deepEqual(await readLedger(folder), ledger);
});

test('the last change of a point counts, and a new point comes last', async (t) => {
  const folder = await newFolder();
  await writeLedger(folder, ledger);
  const before = await readFile(join(folder, 'sweep.json'), 'utf8');
  for (const change of [point('a', { state: 'running' }), point('c'), point('a', { state: 'completed', attempts: 1 })])
    await appendChange(folder, change);
  const read = await readLedger(folder);
  t.deepEqual(read?.points, [point('a', { state: 'completed', attempts: 1 }), point('b'), point('c')]);
  t.is(await readFile(join(folder, 'sweep.json'), 'utf8'), before, 'a change is one line, and not a new ledger');
});

test('a line that was cut off by a kill is left out', async (t) => {
  const folder = await newFolder();
  await writeLedger(folder, ledger);
  await appendChange(folder, point('b', { state: 'failed', error: 'x', code: 'diverged' }));
  await appendFile(join(folder, 'sweep.changes.jsonl'), '{"id":"a","na');
  t.deepEqual((await readLedger(folder))?.points, [
    point('a'),
    point('b', { state: 'failed', error: 'x', code: 'diverged' }),
  ]);
});

test('writing the whole ledger ends the changes', async (t) => {
  const folder = await newFolder();
  await writeLedger(folder, ledger);
  await appendChange(folder, point('a', { state: 'failed' }));
  await freezeChanges(folder);
  await appendChange(folder, { ...ledger.points[1]!, attempts: 9 });
  await writeLedger(folder, ledger);
  t.like((await readLedger(folder))?.points, { 0: ledger.points[0], 1: { attempts: 9 } }, 'what came meanwhile stays');
  t.false(await exists(join(folder, 'sweep.changes.old.jsonl')));
});

test('a ledger that cannot be read is an error, and not a new sweep', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'sweep.json'), '{');
  await t.throwsAsync(readLedger(folder), { instanceOf: TesseraError, message: /^file-unreadable/ });
});

test('a ledger of an earlier version is read', async (t) => {
  const folder = await newFolder();
  const old = { id: 'a', name: 'n', overrides: {}, state: 'failed', attempts: 1, error: 'old' };
  await writeFile(join(folder, 'sweep.json'), JSON.stringify({ ...ledger, points: [old] }));
  t.deepEqual((await readLedger(folder))?.points as unknown, [old]);
});

test('the file says its format', async (t) => {
  const folder = await newFolder();
  await writeLedger(folder, ledger);
  t.is((JSON.parse(await readFile(join(folder, 'sweep.json'), 'utf8')) as { format: number }).format, 2);
});

test('a ledger of a newer format is refused', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'sweep.json'), JSON.stringify({ ...ledger, format: 3 }));
  const error = await t.throwsAsync(readLedger(folder), { instanceOf: TesseraError });
  t.is(error.problems[0]?.code, 'newer-format');
});

test('a change is written when the call returns', async (t) => {
  const folder = await newFolder();
  await appendChange(folder, point('a'));
  // It begins with a newline, so that a line that was cut off before it spoils nothing.
  t.is(readFileSync(join(folder, 'sweep.changes.jsonl'), 'utf8'), `\n${JSON.stringify(point('a'))}\n`);
});

test('changes that cannot be read are an error, and not none', async (t) => {
  const folder = await newFolder();
  const reader = changeReader(folder);
  t.deepEqual(await reader.read(), []);
  // A link to itself.
  await symlink('sweep.changes.jsonl', join(folder, 'sweep.changes.jsonl'));
  await t.throwsAsync(reader.read(), { code: 'ELOOP' });
});

test('every field of a point is kept', async (t) => {
  const folder = await newFolder();
  const full = point('a', {
    state: 'unknown',
    attempts: 2,
    error: 'e',
    code: 'c',
    seconds: 1.5,
    metrics: { iou: 0.5, loss: NaN },
    directions: { iou: 'max', loss: 'min' },
  });
  await writeLedger(folder, { ...ledger, points: [full] });
  t.deepEqual((await readLedger(folder))?.points, [full]);
  await appendChange(folder, full);
  t.deepEqual((await readLedger(folder))?.points, [full]);
});
