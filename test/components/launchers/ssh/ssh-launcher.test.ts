import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import test, { type ExecutionContext } from 'ava';
import { sshLauncher } from '../../../../src/components/launchers/ssh/ssh-launcher.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import type { Host } from '../../../../src/components/launchers/ssh/host.ts';
import type { TaskArray } from '../../../../src/jobs/launcher.ts';
import { testIf } from '../../../helpers/requirements.ts';
import { startHosts, type FakeHosts } from '../../../helpers/sshd.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const testOverSsh = await testIf('sshd');

let machines: FakeHosts;
test.before(async () => {
  machines = await startHosts(2).catch(() => undefined as never);
});
test.after.always(() => machines?.close());

/** Says what it was given, and waits until it is asked to stop. */
const program = `
console.log(JSON.stringify({ args: process.argv.slice(2), at: process.cwd(), said: process.env.SAID }));
process.on('SIGTERM', () => { console.log('saved'); process.exit(75); });
setTimeout(() => {}, 60_000);
`;

async function tasksIn(folder: string, more: Partial<TaskArray> = {}): Promise<TaskArray> {
  await writeFile(join(folder, 'task.mjs'), program);
  return {
    name: 'tessera-test',
    command: [process.execPath, join(folder, 'task.mjs'), "it's $HOME; rm -rf"],
    indexes: [1, 2, 3, 7],
    workingDirectory: folder,
    environment: { SAID: 'a "b" $c' },
    folder,
    ...more,
  };
}

function launcher(hosts: readonly Partial<Host>[]) {
  const all = hosts.map((host): Host => ({ host: '127.0.0.1', jobs: 1, setup: [], ...host }));
  return sshLauncher(all, { options: machines.options, environment: process.env });
}

async function saidBy(file: string, what: string): Promise<string> {
  for (;;) {
    const text = await readFile(file, 'utf8').catch(() => '');
    if (text.includes(what)) return text;
    await sleep(20);
  }
}

testOverSsh.serial(
  'each host has a process with the whole list, which goes on alone, and ends when it is cancelled',
  async (t) => {
    const folder = await newFolder();
    const [first, second] = machines.hosts;
    const ssh = launcher([{ port: first!.port, jobs: 2 }, { port: second!.port }]);
    const submissions = await ssh.submit(await tasksIn(folder));
    t.deepEqual(
      submissions.map(({ indexes }) => indexes),
      [
        [1, 2, 3, 7],
        [1, 2, 3, 7],
      ],
    );
    const logs = submissions.flatMap((submission) => ssh.logs(submission, 1));
    t.is(new Set(logs).size, 2);
    const texts = await Promise.all(logs.map((log) => saidBy(log, '}')));
    t.deepEqual(
      texts.map((text) => JSON.parse(text) as unknown),
      [2, 1].map((jobs) => ({
        args: ["it's $HOME; rm -rf", '1-3,7', '--jobs', String(jobs)],
        at: folder,
        said: 'a "b" $c',
      })),
    );
    const status = await ssh.status(submissions);
    t.deepEqual([...status.keys()], [1, 2, 3, 7]);
    t.like(await ssh.capacity(), { atOnce: 3 });

    await ssh.cancel(submissions);
    for (const log of logs) t.regex(await saidBy(log, 'saved'), /saved/);
    t.is(await untilNone(() => ssh.status(submissions)), 0);
  },
);

testOverSsh.serial('a host that does not answer at the start is left out, and said; the others run all', async (t) => {
  const folder = await newFolder();
  const [first, second] = machines.hosts;
  await second!.kill();
  t.teardown(() => second!.start());
  const ssh = launcher([{ port: first!.port }, { port: second!.port }]);
  const submissions = await ssh.submit(await tasksIn(folder));
  t.is(submissions.length, 1);
  t.regex(submissions[0]!.note!, /Connection refused; the other machines run all points$/);
  // Nothing is known of a process on a host that has gone since; who cancels is told.
  const lost = { ...submissions[0]!, id: `process 1 on 127.0.0.1:${second!.port}`, began: '1' };
  t.deepEqual([...(await ssh.status([lost])).keys()], []);
  const error = await t.throwsAsync(ssh.cancel([...submissions, lost]), { instanceOf: TesseraError });
  t.regex(error.message, new RegExp(`got nothing from 127.0.0.1:${second!.port}`));
  t.is(await untilNone(() => ssh.status(submissions)), 0);
});

testOverSsh.serial('a process with the number of one that has ended is another, and is left alone', async (t) => {
  const folder = await newFolder();
  const ssh = launcher([{ port: machines.hosts[0]!.port }]);
  const [submission] = await ssh.submit(await tasksIn(folder));
  const other = { ...submission!, began: '17' };
  t.is((await ssh.status([other])).size, 0);
  await ssh.cancel([other]);
  t.is((await ssh.status([submission!])).size, 4);
  await ssh.cancel([submission!]);
  t.is(await untilNone(() => ssh.status([submission!])), 0);
});

for (const [what, host, says] of [
  [
    'a project that is not there',
    { project: '/nowhere/at all' },
    /the project in \/nowhere\/at all on .*found no such folder/,
  ],
  ['no Node.js', { node: 'no-such-node' }, /Node\.js on 127\.0\.0\.1:\d+, found no no-such-node/],
  ['a line of setup that fails', { setup: ['true', 'module load "cuda"'] }, /this line failed: module load "cuda"/],
] as const) {
  testOverSsh.serial(`${what} refuses all, at the host's place, and nothing is left running`, async (t) => {
    const folder = await newFolder();
    const [first, second] = machines.hosts;
    const ssh = launcher([
      { port: first!.port },
      { port: second!.port, ...host, setup: [...('setup' in host ? host.setup : [])] },
    ]);
    const error = await t.throwsAsync(ssh.submit(await tasksIn(folder)), { instanceOf: TesseraError });
    t.like(error.problems[0], { code: 'launch-refused', path: 'launcher.hosts.1' });
    t.regex(error.message, says);
    await endsSaved(t, join(folder, `ssh-127.0.0.1:${first!.port}.log`));
  });
}

testOverSsh.serial('a folder that the host does not share, and a key that is unknown, are refused', async (t) => {
  const folder = await newFolder();
  const [project, elsewhere] = [join(folder, 'project'), await newFolder()];
  const { port } = machines.hosts[0]!;
  const tasks = await tasksIn(folder, { workingDirectory: folder });
  const notShared = await t.throwsAsync(launcher([{ port, project: elsewhere }]).submit(tasks), {
    instanceOf: TesseraError,
  });
  t.regex(notShared.message, /to see the sweep's folder, found no /);
  t.false(project === elsewhere);

  const strict = sshLauncher([{ host: '127.0.0.1', port, jobs: 1, setup: [] }], {
    options: [...machines.options, '-o', 'UserKnownHostsFile=/dev/null'],
    environment: process.env,
  });
  const unknown = await t.throwsAsync(strict.submit(tasks), { instanceOf: TesseraError });
  t.regex(unknown.message, /Host key verification failed/);
  t.true(unknown.problems[0]!.hints!.includes('unknown keys are never accepted by themselves'));
});

/** A host that had started before another was refused was asked to stop. */
async function endsSaved(t: ExecutionContext, log: string): Promise<void> {
  t.regex(await saidBy(log, 'saved'), /saved/);
}

async function untilNone(status: () => Promise<ReadonlyMap<number, unknown>>): Promise<number> {
  for (let look = 0; look < 100; look++) {
    const { size } = await status();
    if (size === 0) return size;
    await sleep(50);
  }
  return -1;
}
