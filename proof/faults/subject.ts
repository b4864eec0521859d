import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { execa } from 'execa';
import { writePhotos } from './photos.ts';

/** What faults happen to: a run, one on photos, a sweep of three points, or the launch of a commit that adds a run. */
export type Kind = 'run' | 'photos' | 'sweep' | 'launch';

/** A run, sweep or launch in a folder of its own, which is started and started again until it is complete. */
export interface Subject {
  readonly folder: string;
  readonly runs: string;
  /** Starts its command in a process group of its own. */
  start(how?: HowToStart): Started;
  /** Starts once more what is there, as a second process would. */
  startAgain(): Promise<void>;
  /** Waits until it has a run. */
  begun(): Promise<void>;
  /** Changes the experiment and its plugin: what starts from them afterwards fails, or trains something else. */
  edit(): Promise<void>;
  takeBack(): Promise<void>;
  /** Starts it again, until it ends with 0. @returns how often; throws after ten times */
  finish(): Promise<number>;
  /** What it came to: by run, a hash of its last weights and its figures without what depends on the clock. */
  outcome(): Promise<Outcome>;
  /** Does `work` before the folder is removed. */
  always(work: () => Promise<unknown>): void;
  remove(): Promise<void>;
}

export interface HowToStart {
  /** Run in the same process before the command. */
  readonly shell?: string;
  /** A program that starts the command, with its arguments. */
  readonly through?: readonly string[];
}

export type Started = ReturnType<typeof startProcess>;
export type Outcome = Readonly<Record<string, string>>;

const experiment = (kind: Kind) => `name: subject
plugins: [./plugin.mjs]
dataset: ${kind === 'photos' ? photos : '{type: shapes, image_size: 32, train: 16, val: 4, test: 4}'}
augmentations: [{type: mirror}]
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: ${kind === 'sweep' ? 12 : 40}, batch_size: 4, checkpoint_every: {epochs: 5}, validate_every: {epochs: 5}}
engine: {threads: 1}
loader: {workers: ${kind === 'run' ? 1 : 0}}
${kind === 'sweep' ? 'sweep: {grid: {seed: [1, 2, 3]}}\n' : ''}`;

const photos = `{type: image-folder, root: ., image_suffix: .png, image_size: 32, storage: {type: memmap},
  classes: [{name: dark}, {name: light}], splits: {train: {share: 0.6}, val: {share: 0.2}, test: {share: 0.2}}}`;

const plugin = `export default ({ defineComponent, z }) => defineComponent({
  kind: 'augmentation', type: 'mirror', description: 'Upside down.', params: z.strictObject({}),
  build: () => (sample, random) => ({ ...sample, image: sample.image.toReversed(), mask: sample.mask.toReversed() }),
});
`;

export async function createSubject(root: string, kind: Kind): Promise<Subject> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-faults-'));
  const [runs, place] = [join(folder, 'runs'), kind === 'launch' ? 'experiments' : '.'];
  const files = { [join(place, 'subject.yaml')]: experiment(kind), [join(place, 'plugin.mjs')]: plugin };
  const write = async (content: (given: string) => string) => {
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), content(text));
  };
  await mkdir(join(folder, place), { recursive: true });
  if (kind === 'photos') await writePhotos(folder);
  if (kind === 'launch') await commit(folder);
  await write((text) => text);
  if (kind === 'launch') await commit(folder);

  const program = [process.execPath, join(root, 'dist/src/cli/tessera.js')];
  const first = [...program, ...(kind === 'launch' ? ['launch', '--since', 'HEAD~1'] : ['run', 'subject.yaml'])];
  const next = async () => {
    if (kind === 'sweep') return [...first, '--rerun', 'failed'];
    const [run] = kind === 'launch' ? [] : await runsIn(runs);
    return run === undefined ? first : [...program, 'run', '--resume', run];
  };
  const again = async () => {
    const [command, ...args] = await next();
    return execa(command!, args, { cwd: folder, reject: false });
  };
  const cleanUps: (() => Promise<unknown>)[] = [];
  return {
    folder,
    runs,
    start: (how = {}) => startProcess(first, folder, how),
    startAgain: async () => void (await again()),
    async begun() {
      while ((await runsIn(runs)).length === 0) await sleep(20);
    },
    edit: () => write((text) => text.replace('lr: 1e-2', 'lr: 0.5').replaceAll('toReversed()', 'fill(0)')),
    takeBack: () => write((text) => text),
    async finish() {
      for (let starts = 1; starts <= 10; starts++) {
        if (kind !== 'sweep' && (await isComplete(runs))) return starts - 1;
        const { exitCode } = await again();
        if (exitCode === 0) return starts;
      }
      throw new Error(`it did not end well in ten starts: ${folder}`);
    },
    outcome: () => outcomeOf(runs),
    always: (work) => void cleanUps.unshift(work),
    async remove() {
      for (const work of cleanUps) await work();
      await rm(folder, { recursive: true });
    },
  };
}

/** Commits what is in the folder, in a repository that is made first. */
async function commit(folder: string): Promise<void> {
  const identity = ['-c', 'user.name=faults', '-c', 'user.email=faults@example.org'];
  for (const args of [
    ['init', '--quiet'],
    ['add', '--all'],
    ['commit', '--quiet', '--allow-empty', '-m', 'subject'],
  ])
    await execa('git', [...identity, ...args], { cwd: folder });
}

function startProcess(command: readonly string[], folder: string, { shell = '', through = [] }: HowToStart) {
  const script = `${shell}\nexec "$@"`;
  return execa('sh', ['-c', script, 'sh', ...through, ...command], { cwd: folder, reject: false, detached: true });
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
