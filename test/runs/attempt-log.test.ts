import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { attemptLog, logFile } from '../../src/runs/attempt-log.ts';
import { newFolder } from '../helpers/tessera.ts';

const now = () => new Date('2026-01-02T03:04:05.678Z');

test('every line has the time, and lines are added to those that are there', async (t) => {
  const run = await newFolder();
  attemptLog(run, 2, now).line('one\ntwo');
  attemptLog(run, 2, now).line('three');
  const time = '2026-01-02T03:04:05.678Z';
  t.is(await readFile(join(run, 'logs/attempt-2.log'), 'utf8'), `${time} one\n${time} two\n${time} three\n`);
});

test('an error has its stack, and what caused it', async (t) => {
  const run = await newFolder();
  attemptLog(run, 1, now).error(new Error('the step failed', { cause: new TypeError('no tensor') }));
  const text = await readFile(logFile(run, 1), 'utf8');
  t.regex(text, /Error: the step failed$/m);
  t.regex(text, /at .*attempt-log\.test\.ts:\d+:\d+/);
  t.regex(text, /\[cause\]: TypeError: no tensor$/m);
});

test('a log that cannot be written stops nothing', async (t) => {
  const run = await newFolder();
  await writeFile(join(run, 'logs'), 'a file');
  t.notThrows(() => attemptLog(run, 1).line('x'));
});
