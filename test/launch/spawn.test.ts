import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { spawnTask } from '../../src/launch/spawn.ts';
import { newFolder } from '../helpers/tessera.ts';

const program = `
console.log('out', process.cwd(), process.env.GIVEN, JSON.stringify(process.env.TESSERA_REPORT), process.env.GIT_DIR);
console.error('err');
process.exitCode = 3;
`;

test('a process writes to its log by itself, in its folder, with its own report file and no variables of git', async (t) => {
  const folder = await newFolder();
  const logFile = join(folder, 'logs', 'a.log');
  const task = {
    name: 'a',
    command: [process.execPath, '--eval', program],
    workingDirectory: folder,
    logFile,
  } as const;
  process.env['GIT_DIR'] = '/elsewhere';
  process.env['TESSERA_REPORT'] = '/of/this/process';
  const first = await spawnTask({ ...task, environment: { GIVEN: 'x' }, reportFile: '/r.json' });
  const second = await spawnTask({ ...task, environment: { GIVEN: 'y' } });
  delete process.env['GIT_DIR'];
  delete process.env['TESSERA_REPORT'];
  t.is(first.exitCode, 3);
  t.is(second.exitCode, 3);
  t.deepEqual((await readFile(logFile, 'utf8')).trim().split('\n'), [
    `out ${folder} x "/r.json" undefined`,
    'err',
    `out ${folder} y "" undefined`,
    'err',
  ]);
});

test('a program that is not there is an end, not an exception', async (t) => {
  const workingDirectory = await newFolder();
  const end = await spawnTask({ name: 'a', command: ['/none/at/all'], workingDirectory, environment: {} });
  t.is(end.exitCode, undefined);
  t.regex(end.shortMessage ?? '', /none\/at\/all/);
});
