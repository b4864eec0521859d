import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { readClock } from '../../src/runs/clock.ts';
import { newFolder } from '../helpers/tessera.ts';

const at = (seconds: number) => new Date(seconds * 1000).toISOString();
const line = (split: string, step: number, time?: string) => `${JSON.stringify({ step, split, time, values: {} })}\n`;

test('the first line of a step tells when it was reached; the test, which comes later, does not', async (t) => {
  const path = await newFolder();
  t.deepEqual(await readClock({ path }), []);
  const lines = [line('train', 1, at(10)), line('train', 2, at(11)), line('val', 2, at(15)), line('test', 1, at(99))];
  await writeFile(join(path, 'metrics.jsonl'), lines.join(''));
  t.deepEqual(await readClock({ path }), [
    [1, 10_000],
    [2, 11_000],
  ]);
});

test('lines without a time, and of a clock that was set back, are left out', async (t) => {
  const path = await newFolder();
  const lines = [line('train', 1), line('train', 2, at(20)), line('train', 3, at(5)), line('train', 4, at(20))];
  await writeFile(join(path, 'metrics.jsonl'), lines.join(''));
  t.deepEqual(await readClock({ path }), [
    [2, 20_000],
    [4, 20_000],
  ]);
});
