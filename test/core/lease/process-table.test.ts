import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { hostname } from 'node:os';
import test from 'ava';
import { parseProcStat, thisMachine } from '../../../src/core/lease/process-table.ts';
import { testIf } from '../../helpers/requirements.ts';

const withStarts = await testIf('process-starts');

const statOf = (name: string, state: string) =>
  `4242 (${name}) ${state} 1 4242 4242 0 -1 4194560 1511 0 0 0 12 3 0 0 20 0 11 0 987654 1050000 5000 18446744073709551615`;

test('the start of a process is field 22, whatever its name looks like', (t) => {
  t.deepEqual(parseProcStat(statOf('node', 'S')), { began: '987654' });
  t.deepEqual(parseProcStat(statOf('a) R 1 (b', 'R')), { began: '987654' });
});

test('a zombie has ended', (t) => {
  t.is(parseProcStat(statOf('node', 'Z')), 'gone');
  t.is(parseProcStat(statOf('node', 'X')), 'gone');
});

test('a line that is cut off tells nothing', (t) => {
  t.is(parseProcStat('4242 (node) S 1'), 'unknown');
});

withStarts('a process has one start for all its life, and is gone after its end', async (t) => {
  const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { stdio: 'ignore' });
  await once(child, 'spawn');
  const start = await thisMachine.startOf(child.pid!);
  t.true(typeof start === 'object' && start.began !== '');
  t.deepEqual(await thisMachine.startOf(child.pid!), start);
  if (process.platform === 'linux') t.notDeepEqual(await thisMachine.startOf(process.pid), start);
  child.kill('SIGKILL');
  await once(child, 'exit');
  t.is(await thisMachine.startOf(child.pid!), 'gone');
});

test('a process number that is used by nobody is gone', async (t) => {
  t.is(await thisMachine.startOf(2 ** 22 + 1), 'gone');
});

test('this machine is always the same, and has its name', async (t) => {
  t.is(await thisMachine.machine(), await thisMachine.machine());
  t.is(thisMachine.host, hostname());
  if (process.platform === 'linux') t.regex(await thisMachine.machine(), /^[0-9a-f-]{36} pid:\[\d+\]$/);
});
