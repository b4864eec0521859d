import { randomUUID } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import type { Sandbox } from './sandbox.ts';

export interface TestRun {
  readonly outcome: 'passed' | 'failed' | 'timed out';
  /** The title of the first test that failed. */
  readonly failure?: string;
  readonly seconds: number;
}

/** Runs one test file in a sandbox and stops at the first failure, or after `timeoutSeconds`. */
export async function runTestFile(sandbox: Sandbox, file: string, timeoutSeconds: number): Promise<TestRun> {
  const started = performance.now();
  const mark = randomUUID();
  const child = execa('node_modules/.bin/ava', ['--tap', '--fail-fast', file], {
    cwd: sandbox.root,
    env: environment(sandbox, mark),
    extendEnv: false,
    detached: true,
    stdin: 'ignore',
    stderr: 'ignore',
    reject: false,
    buffer: false,
  });
  let failure: string | undefined;
  let timedOut = false;
  const stop = () => killGroup(child.pid);
  const timer = setTimeout(() => {
    timedOut = true;
    stop();
  }, timeoutSeconds * 1000);
  // The first failure decides, so nothing after it has to run.
  const lines = createInterface({ input: child.stdout });
  lines.on('line', (line) => {
    const title = /^not ok \d+ - (.*?)(?: # (?:TODO|SKIP).*)?$/.exec(line);
    if (title === null || line.includes('# TODO') || line.includes('# SKIP')) return;
    failure ??= title[1];
    stop();
  });
  const { exitCode } = await child;
  clearTimeout(timer);
  stop();
  killMarked(mark);
  const seconds = (performance.now() - started) / 1000;
  if (failure !== undefined) return { outcome: 'failed', failure, seconds };
  if (timedOut) return { outcome: 'timed out', seconds };
  return exitCode === 0
    ? { outcome: 'passed', seconds }
    : { outcome: 'failed', failure: `exit code ${exitCode}`, seconds };
}

const markName = 'MUTATION_TEST_RUN';

function environment({ scratch }: Sandbox, mark: string): NodeJS.ProcessEnv {
  // What would make other programs behave otherwise in a proof than by hand.
  const { CI: _ci, TESSERA_REQUIRE: _require, NODE_V8_COVERAGE: _coverage, ...rest } = process.env;
  return { ...rest, TMPDIR: scratch, HOME: scratch, FORCE_COLOR: '0', [markName]: mark };
}

function killGroup(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended.
  }
}

/** Ends processes that a test started in groups of their own: they carry the mark in their environment (Linux only). */
function killMarked(mark: string): void {
  if (process.platform !== 'linux') return;
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const variables = readFileSync(`/proc/${name}/environ`, 'utf8').split('\0');
      if (variables.includes(`${markName}=${mark}`)) process.kill(Number(name), 'SIGKILL');
    } catch {
      // Gone meanwhile, or another user's.
    }
  }
}
