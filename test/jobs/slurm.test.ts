import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { attachSweep } from '../../src/jobs/attach.ts';
import { builtins } from '../../src/components/index.ts';
import { baseContext, createRegistry } from '../../src/registry/index.ts';
import { fromSource } from '../helpers/from-source.ts';
import { quickRun } from '../helpers/quick-run.ts';
import { testIf } from '../helpers/requirements.ts';
import { startSlurm, until } from '../helpers/slurm.ts';

const test = await testIf('slurm');

const program = [...fromSource, fileURLToPath(new URL('../../src/cli/tessera.ts', import.meta.url))];

const experiment = quickRun(
  'x',
  'epochs: 1',
  'log: {loggers: []}',
  'sweep: {grid: {optimizer.lr: [0.01, 0.003]}}',
  `launch:
  type: slurm
  partition: low
  cpus: 1
  mem: 300M
  max_parallel: 1
  setup: ["echo $$ >> pids"]`,
);

// All that happens to jobs is in `npm run proof -- slurm`; this is what takes a minute.
test.serial('a real Slurm runs a sweep, and a task that is killed is found lost and goes on', async (t) => {
  t.timeout(280_000);
  const folder = await mkdtemp(join(tmpdir(), 'slurm-'));
  const slurm = await startSlurm(folder);
  try {
    await writeFile(join(folder, 'x.yaml'), experiment);
    const tessera = (...args: string[]) =>
      execa(process.execPath, [...program, ...args], { cwd: folder, env: slurm.environment });
    const { stdout } = await tessera('sweep', 'x.yaml', '--json');
    const { path, jobs } = JSON.parse(stdout) as { readonly path: string; readonly jobs: readonly unknown[] };
    t.is(jobs.length, 1);

    const pids = async () => (await readFile(join(folder, 'pids'), 'utf8').catch(() => '')).split('\n').filter(Boolean);
    await until(async () => (await pids()).length === 1, 'the first task has begun', 120);
    process.kill(Number((await pids())[0]), 'SIGKILL');

    const registry = createRegistry(...builtins);
    const events: string[] = [];
    const end = await attachSweep(path, {
      build: (launch) =>
        registry.build('launcher', launch, {
          ...baseContext({ seed: 0 }, folder),
          environment: { ...process.env, ...slurm.environment },
        }),
      tessera: (args) => [process.execPath, ...program, ...args],
      observer: {
        opened: () => {},
        started: () => {},
        ended: () => {},
        progressed: () => {},
        interrupted: () => {},
        closed: () => {},
        waitingFor: () => {},
        unanswered: () => {},
        lost: (points, how) => points.forEach(({ number }) => void events.push(`${how} ${number}`)),
      },
      onInterrupt: () => () => {},
      askEvery: [1_000, 2_000],
      lostAfter: 2_000,
    });
    t.deepEqual(
      end.points.map(({ state }) => state),
      ['completed', 'completed'],
    );
    t.deepEqual(events, ['again 1']);
    t.is((await pids()).length, 3, 'each point once, and the first one again');
  } finally {
    await slurm.stop();
    await rm(folder, { recursive: true });
  }
});
