import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { liveLines } from '../../../src/cli/terminal/live-lines.ts';
import { emulator } from './_emulator.ts';

/** Live lines on a terminal, with a clock that each reading moves on by a second. */
function given(columns: number, rows?: number) {
  const terminal = emulator(columns, rows);
  let time = 0;
  const live = liveLines(
    terminal,
    () => terminal.columns,
    () => (time += 1000),
  );
  return { terminal, live };
}

test('lines are written over, and what is printed comes above them', async (t) => {
  const { terminal, live } = given(40);
  live.show(() => ['one 1/9', 'all 0/2']);
  live.show(() => ['one 2/9', 'all 0/2']);
  t.deepEqual(await terminal.screen(), ['one 2/9', 'all 0/2']);
  live.above(() => terminal.write('a warning\n'));
  live.show(() => ['all 1/2']);
  t.deepEqual(await terminal.screen(), ['a warning', 'all 1/2']);
  live.clear();
  terminal.write('done\n');
  t.deepEqual(await terminal.screen(), ['a warning', 'done']);
});

test('lines that get shorter leave nothing behind', async (t) => {
  const { terminal, live } = given(40);
  live.show(() => ['a long line', 'and another one']);
  live.show(() => ['short', 'too']);
  t.deepEqual(await terminal.screen(), ['short', 'too']);
});

test('a line has one column less than the terminal, which then never breaks it', async (t) => {
  const { terminal, live } = given(20);
  live.show((columns) => ['x'.repeat(columns)]);
  live.show((columns) => ['y'.repeat(columns)]);
  t.deepEqual(await terminal.screen(), ['y'.repeat(19)]);
});

for (const [from, to] of [
  [60, 25],
  [25, 60],
  [60, 59],
] as const)
  test(`a terminal that is resized from ${from} to ${to} columns shows the lines once, in the new width`, async (t) => {
    const { terminal, live } = given(from);
    terminal.write('before\n');
    live.show((columns) => ['x'.repeat(columns), '猫'.repeat(Math.floor(columns / 2))]);
    await terminal.resize(to);
    t.deepEqual(await terminal.screen(), ['before', 'x'.repeat(to - 1), '猫'.repeat(Math.floor((to - 1) / 2))]);
    live.clear();
    t.deepEqual(await terminal.screen(), ['before']);
    t.is(terminal.listeners.size, 0);
  });

test('of more lines than the terminal has rows, the last are shown', async (t) => {
  const { terminal, live } = given(20, 4);
  const lines = Array.from({ length: 9 }, (_, index) => `line ${index}`);
  live.show(() => lines);
  live.show(() => lines);
  t.deepEqual(await terminal.screen(), ['line 6', 'line 7', 'line 8']);
});

test('changes in quick succession are drawn once, and the last one is never lost', async (t) => {
  const terminal = emulator(20);
  const live = liveLines(terminal, () => 20);
  for (let done = 0; done <= 100; done++) live.show(() => [`${done}/100`]);
  t.deepEqual(await terminal.screen(), ['0/100']);
  const end = performance.now() + 5000;
  while ((await terminal.screen())[0] !== '100/100' && performance.now() < end) await sleep(10);
  t.deepEqual(await terminal.screen(), ['100/100']);
});

test('what was cleared is not drawn again by a resize, nor by a change that waited', async (t) => {
  const terminal = emulator(20);
  const live = liveLines(terminal, () => 20);
  live.show(() => ['1/2']);
  live.show(() => ['2/2']);
  live.clear();
  await terminal.resize(30);
  await sleep(100);
  t.deepEqual(await terminal.screen(), []);
  live.above(() => terminal.write('more\n'));
  t.deepEqual(await terminal.screen(), ['more']);
});
