import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';

/** What faults happen to: a run, or a sweep of three points. */
export type Kind = 'run' | 'sweep';

/** A run or sweep in a folder of its own, which is started and started again until it is complete. */
export interface Subject {
  readonly folder: string;
  readonly runs: string;
  /** Starts its command in a process group of its own. `shell` is run before it, in the same process. */
  start(shell?: string): Started;
  /** Starts it again, until it ends with 0. @returns how often; throws after ten times */
  finish(): Promise<number>;
  /** What it came to: by run, a hash of its last weights and its figures without what depends on the clock. */
  outcome(): Promise<Outcome>;
}

export type Started = ReturnType<typeof startProcess>;
export type Outcome = Readonly<Record<string, string>>;

const experiment = (kind: Kind) => `name: subject
dataset: {type: shapes, image_size: 32, train: 16, val: 4, test: 4}
augmentations: [{type: horizontal-flip}]
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: ${kind === 'run' ? 60 : 20}, batch_size: 4, checkpoint_every: {epochs: 5}, validate_every: {epochs: 5}}
engine: {threads: 1}
loader: {workers: 0}
${kind === 'sweep' ? 'sweep: {grid: {seed: [1, 2, 3]}}\n' : ''}`;

export async function createSubject(root: string, kind: Kind): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-faults-'));
  const runs = join(folder, 'runs');
  await writeFile(join(folder, 'subject.yaml'), experiment(kind));
  const program = [process.execPath, join(root, 'dist/src/cli/tessera.js')];
  const next = async () => {
    const [run] = kind === 'run' ? await runsIn(runs) : [];
    return [...program, 'run', ...(run === undefined ? ['subject.yaml'] : ['--resume', run])];
  };
  return {
    folder,
    runs,
    start: (shell = '') => startProcess([...program, 'run', 'subject.yaml'], folder, shell),
    async finish() {
      for (let starts = 1; starts <= 10; starts++) {
        const [command, ...args] = await next();
        if (kind === 'run' && (await isComplete(runs))) return starts - 1;
        const { exitCode } = await execa(command!, args, { cwd: folder, reject: false });
        if (exitCode === 0) return starts;
      }
      throw new Error(`it did not end well in ten starts: ${folder}`);
    },
    outcome: () => outcomeOf(runs),
  };
}

function startProcess(command: readonly string[], folder: string, shell: string) {
  const script = `${shell}\nexec "$@"`;
  return execa('sh', ['-c', script, 'sh', ...command], { cwd: folder, reject: false, detached: true });
}

/** Folders of runs, those of a sweep's points included, that have a record. */
async function runsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  return names
    .filter((name) => name.endsWith('run.json') && !/(^|\/)(\.|aside\/)/.test(name))
    .map((name) => join(folder, name, '..'))
    .toSorted();
}

async function isComplete(folder: string): Promise<boolean> {
  const runs = await runsIn(folder);
  const records = await Promise.all(runs.map((run) => readFile(join(run, 'run.json'), 'utf8')));
  return runs.length > 0 && records.every((text) => (JSON.parse(text) as { status: string }).status === 'completed');
}

async function outcomeOf(folder: string): Promise<Outcome> {
  const entries = await Promise.all(
    (await runsIn(folder)).map(async (run) => {
      const [weights, result] = await Promise.all([
        readFile(join(run, 'checkpoints', 'last.safetensors')),
        readFile(join(run, 'result.json'), 'utf8'),
      ]);
      const hash = createHash('sha256').update(weights).digest('hex').slice(0, 16);
      return [run.slice(folder.length + 1), `${hash} ${figuresOf(result)}`] as const;
    }),
  );
  return Object.fromEntries(entries);
}

/** The text of a `result.json` without times. */
export function figuresOf(result: string): string {
  const { steps, best, test } = JSON.parse(result) as Record<string, unknown>;
  return JSON.stringify({ steps, best, test });
}

/** The runs that are missing from `seen`, or differ. */
export function losses(expected: Outcome, seen: Outcome): string[] {
  return Object.keys(expected).filter((run) => seen[run] !== expected[run]);
}
