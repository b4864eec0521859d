import test from 'ava';
import { execa } from 'execa';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Task } from '../../src/launch/launcher.ts';
import { localLauncher } from '../../src/launch/local.ts';
import { fromSource } from '../helpers/from-source.ts';

async function task(
  name: string,
  script: string,
  environment: Record<string, string> = {},
): Promise<Task & { readonly logFile: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-local-'));
  return {
    name,
    command: [process.execPath, '-e', script],
    workingDirectory: folder,
    environment,
    logFile: join(folder, 'logs', 'output.log'),
  };
}

const untilPrinted = async (logFile: string, text: string) => {
  while (!(await readFile(logFile, 'utf8').catch(() => '')).includes(text))
    await new Promise((resolve) => setTimeout(resolve, 20));
};

test('a task ends with its exit code and leaves both of its streams in its log', async (t) => {
  const given = await task('both', 'console.log(process.env.WORD); console.error("err"); process.exitCode = 3', {
    WORD: 'out',
  });
  const [job] = await localLauncher().submit([given], { atOnce: 1 });
  t.deepEqual(await job!.ended, { cancelled: false, exitCode: 3 });
  t.is(await readFile(given.logFile, 'utf8'), 'out\nerr\n');
});

test('each of the processes that run at a time has a place of its own', async (t) => {
  const [launcher, script] = [localLauncher(), 'console.log(process.env.TESSERA_PLACE)'];
  const given = await Promise.all(['a', 'b'].map((name) => task(name, script)));
  const jobs = await launcher.submit(given, { atOnce: 2 });
  for (const job of jobs) await job.ended;
  const places = await Promise.all(given.map(({ logFile }) => readFile(logFile, 'utf8')));
  t.deepEqual(places.toSorted(), ['0\n', '1\n']);
  const later = await task('later', script);
  const [job] = await launcher.submit([later], { atOnce: 1 });
  await job!.ended;
  t.is(await readFile(later.logFile, 'utf8'), '0\n');
});

test('a second attempt is appended to the log of the first', async (t) => {
  const given = await task('again', 'console.log("line")');
  for (const _ of [1, 2]) {
    const [job] = await localLauncher().submit([given], { atOnce: 1 });
    await job!.ended;
  }
  t.is(await readFile(given.logFile, 'utf8'), 'line\nline\n');
});

test('a program that does not exist ends its job with an error instead of rejecting', async (t) => {
  const given = await task('absent', '');
  const [job] = await localLauncher().submit([{ ...given, command: ['no-such-program-here'] }], { atOnce: 1 });
  const end = await job!.ended;
  t.regex(end.error ?? '', /no-such-program-here/);
  t.is(end.exitCode, undefined);
});

test('no more tasks run at a time than asked for, and in the order given', async (t) => {
  const tasks = await Promise.all(['a', 'b', 'c'].map((name) => task(name, 'setTimeout(() => {}, 100)')));
  const jobs = await localLauncher().submit(tasks, { atOnce: 2 });
  const order: string[] = [];
  for (const job of jobs) void job.started.then(() => order.push(job.task.name));
  await jobs[1]!.started;
  t.deepEqual(await Promise.all(jobs.map((job) => job.poll())), ['running', 'running', 'waiting']);
  await Promise.all(jobs.map((job) => job.ended));
  t.deepEqual(order, ['a', 'b', 'c']);
});

test('stopping sends SIGTERM to what runs and never starts what waits', async (t) => {
  const polite = await task(
    'polite',
    'process.on("SIGTERM", () => process.exit(143)); setInterval(() => {}, 1000); console.log("ready")',
  );
  const next = await task('next', 'console.log("ran")');
  const jobs = await localLauncher().submit([polite, next], { atOnce: 1 });
  await untilPrinted(polite.logFile, 'ready');
  for (const job of jobs) await job.cancel('stop');
  t.deepEqual(await Promise.all(jobs.map((job) => job.ended)), [
    { cancelled: true, exitCode: 143 },
    { cancelled: true },
  ]);
  t.is(await readFile(next.logFile, 'utf8').catch(() => 'no log'), 'no log');
});

test('killing ends a task that does not listen', async (t) => {
  const deaf = await task('deaf', 'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("ready")');
  const [job] = await localLauncher().submit([deaf], { atOnce: 1 });
  await untilPrinted(deaf.logFile, 'ready');
  await job!.cancel('stop');
  await job!.cancel('kill');
  t.deepEqual(await job!.ended, { cancelled: true, signal: 'SIGKILL' });
});

test.serial('a process does not inherit what git told a hook', async (t) => {
  process.env['GIT_DIR'] = '/somewhere/.git';
  const given = await task('git', 'console.log(process.env.GIT_DIR, typeof process.env.PATH)');
  try {
    const [job] = await localLauncher().submit([given], { atOnce: 1 });
    await job!.ended;
  } finally {
    delete process.env['GIT_DIR'];
  }
  t.is(await readFile(given.logFile, 'utf8'), 'undefined string\n');
});

test('the end of a process hands on why it failed, as it wrote it, and never what an earlier one wrote', async (t) => {
  const problems = [{ code: 'diverged', message: 'the loss became NaN' }];
  const script = `require('fs').writeFileSync(process.env.TESSERA_REPORT, '${JSON.stringify({ problems })}'); process.exit(1)`;
  const given = await task('failing', script);
  const reportFile = join(given.workingDirectory, 'errors', 'report.json');
  const run = async (command: Task['command']) => {
    const [job] = await localLauncher().submit([{ ...given, command, reportFile }], { atOnce: 1 });
    return job!.ended;
  };
  t.deepEqual(await run(given.command), { cancelled: false, exitCode: 1, problems });
  t.deepEqual(await run([process.execPath, '-e', 'process.exit(1)']), { cancelled: false, exitCode: 1 });
});

test('a process that ends asks those that it started to stop', async (t) => {
  const child = await task(
    'child',
    `process.on('SIGTERM', () => { console.log('stopped'); process.exit(143); });
    setTimeout(() => { console.log('left alone'); process.exit(); }, 30_000);
    console.log('ready')`,
  );
  const module = new URL('../../src/launch/local.ts', import.meta.url).href;
  const script = `
    import { readFileSync } from 'node:fs';
    const { localLauncher } = await import('${module}');
    const task = ${JSON.stringify(child)};
    const [job] = await localLauncher().submit([task], { atOnce: 1 });
    await job.started;
    while (!readFileSync(task.logFile, 'utf8').includes('ready')) await new Promise((resolve) => setTimeout(resolve, 10));
    process.exit()`;
  await execa(process.execPath, [...fromSource, '--input-type=module', '-e', script]);
  let log = '';
  while (!/stopped|left alone/.test(log)) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    log = await readFile(child.logFile, 'utf8');
  }
  t.is(log, 'ready\nstopped\n');
});
