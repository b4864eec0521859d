import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { createAttachReporter } from '../../../src/cli/report/attach-reporter.ts';
import type { LedgerPoint } from '../../../src/sweep/ledger.ts';
import { newFolder } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

const point: LedgerPoint = { id: 'a1', number: 3, name: 'pets-a1', overrides: {}, state: 'failed', attempts: 1 };

async function reporter(log?: string) {
  const sweep = await newFolder();
  await mkdir(join(sweep, 'logs'));
  if (log !== undefined) await writeFile(join(sweep, 'logs', 'pets-a1.log'), log);
  const { context, err, out } = testContext({ workingDirectory: sweep });
  return { observer: createAttachReporter(sweep, context), lines: () => [...out, ...err] };
}

const shownEnd = (lines: readonly string[]) => lines.filter((line) => line.startsWith('  '));

test('a point that failed shows the last eight lines of its log', async (t) => {
  const numbers = Array.from({ length: 12 }, (_, index) => `line ${index + 1}`);
  const { observer, lines } = await reporter(`${numbers.join('\n')}\n\n`);
  observer.ended(point);
  t.deepEqual(shownEnd(lines()), [
    `  the end of ${join('logs', 'pets-a1.log')}:`,
    ...numbers.slice(4).map((line) => `  | ${line}`),
  ]);
});

test('a point that is complete, or has no log, shows none', async (t) => {
  const complete = await reporter('line\n');
  complete.observer.ended({ ...point, state: 'completed' });
  t.deepEqual(shownEnd(complete.lines()), []);
  const silent = await reporter();
  silent.observer.ended(point);
  t.deepEqual(shownEnd(silent.lines()), []);
});

test('reasons why points wait are counted', async (t) => {
  const { observer, lines } = await reporter();
  observer.waitingFor(
    new Map([
      ['no free node', 1],
      ['its turn comes', 5],
    ]),
  );
  t.deepEqual(lines(), ['waiting  1 point: no free node', 'waiting  5 points: its turn comes']);
});

test('a queue that does not answer is told once, and that it does again', async (t) => {
  const { observer, lines } = await reporter();
  for (const why of [undefined, 'timed out', 'timed out', undefined, undefined]) observer.unanswered(why);
  t.deepEqual(lines(), ["The queue can't be asked; what runs goes on. timed out", 'The queue answers again.']);
});

test('a lost point is told with what it did, and what becomes of it', async (t) => {
  const { observer, lines } = await reporter('line\n');
  observer.lost([{ ...point, state: 'waiting' }], 'again', () => []);
  observer.lost([{ ...point, state: 'running' }], 'left', () => []);
  const [again, left, ...end] = lines();
  t.true(again!.endsWith('lost: its job is gone, and never began; it is submitted again, and goes on where it was'));
  t.true(left!.endsWith('lost: its job is gone without a word, as when a node dies, for the second time'));
  t.is(end.length, 2, 'where it is left, the end of its log');
});
