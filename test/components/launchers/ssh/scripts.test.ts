import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import test from 'ava';
import { lookScript, saidIn, startScript } from '../../../../src/components/launchers/ssh/scripts.ts';
import { testIf } from '../../../helpers/requirements.ts';

const testOnLinux = await testIf('linux');

test('what a script said is found among what a login shell prints', (t) => {
  t.deepEqual(saidIn('Welcome!\ntessera-ssh: started 12 345\n$ tessera-ssh: lives 7\r\nbye\n'), [
    ['started', '12 345'],
    ['lives', '7'],
  ]);
  t.deepEqual(saidIn('nothing'), []);
});

testOnLinux('a process lives if it has that number and began then', (t) => {
  const stat = readFileSync('/proc/self/stat', 'utf8');
  const began = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]!;
  const look = (processes: Parameters<typeof lookScript>[0]) =>
    saidIn(execFileSync('sh', { input: lookScript(processes), encoding: 'utf8' }));
  t.deepEqual(look([{ pid: process.pid, began }]), [['lives', String(process.pid)]]);
  t.deepEqual(look([{ pid: process.pid, began: '17' }]), []);
  t.deepEqual(look([]), []);
  const [gone, ended] = [2 ** 22 + 1, { pid: 2 ** 22 + 1, began: '' }];
  t.deepEqual(look([{ pid: gone, began }, ended, { pid: process.pid, began }]), [['lives', String(process.pid)]]);
});

test('paths in the project are those of the host, in the command too', (t) => {
  const script = startScript(
    { host: 'gpu1', jobs: 1, setup: ['module load cuda'], project: '/mnt/lab', node: '/opt/node' },
    {
      command: ['/usr/bin/node', '/home/me/lab/node_modules/x.js', 'task', '/home/me/lab/runs/m.json'],
      workingDirectory: '/home/me/lab',
      environment: { HF_HOME: '/cache' },
      folder: '/home/me/lab/runs',
      sign: '/home/me/lab/runs/sign',
      logFile: '/home/me/lab/runs/a.log',
    },
  );
  t.false(script.includes('/home/me'));
  for (const line of [
    'cd /mnt/lab ',
    'export HF_HOME=/cache',
    '{ module load cuda\n}',
    'node=/opt/node',
    '/mnt/lab/node_modules/x.js task',
  ])
    t.true(script.includes(line), line);
  t.true(script.indexOf('module load cuda') < script.indexOf('node=/opt/node'));
});
