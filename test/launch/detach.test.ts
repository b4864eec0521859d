import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test from 'ava';
import { startDetached } from '../../src/launch/detach.ts';
import { newFolder } from '../helpers/tessera.ts';

const script = 'console.log(process.pid, process.cwd(), process.env.GIT_DIR)';

test.serial('a process is started with its output in a log, and without what git told a hook', async (t) => {
  const folder = await newFolder();
  const logFile = join(folder, 'logs', 'launch.log');
  process.env['GIT_DIR'] = '/somewhere/.git';
  const pid = await startDetached([process.execPath, '-e', script], folder, logFile).finally(() => {
    delete process.env['GIT_DIR'];
  });
  let log = '';
  while (log === '') {
    await sleep(20);
    log = await readFile(logFile, 'utf8');
  }
  t.is(log, `${pid} ${folder} undefined\n`);
});

test('a program that is not there is an error', async (t) => {
  const folder = await newFolder();
  await t.throwsAsync(startDetached(['no-such-program-here'], folder, join(folder, 'log')), { code: 'ENOENT' });
});
