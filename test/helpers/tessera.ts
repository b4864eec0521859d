import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { execa } from 'execa';
import { main } from '../../src/cli/main.ts';
import { fromSource } from './from-source.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export interface CommandResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command line in this process, as a script would see it: no terminal. */
export async function runInProcess(
  args: readonly string[],
  workingDirectory: string = root,
  input = '',
): Promise<CommandResult> {
  const [out, err]: [string[], string[]] = [[], []];
  const exitCode = await main(args, {
    workingDirectory,
    environment: process.env,
    out: (line) => out.push(line),
    err: (line) => err.push(line),
    data: (text) => out.push(text),
    readInput: () => Promise.resolve(input),
    columns: () => undefined,
    errColumns: () => undefined,
    hasColors: false,
    program: () => 'tessera',
    onInterrupt: () => () => {},
    onSave: () => () => {},
    interruptedBy: () => undefined,
  });
  return { exitCode, stdout: out.join('\n'), stderr: err.join('\n') };
}

/** The last event that `run --json` and `sweep --json` print, which has the result. */
export function lastEvent<T>(stdout: string): T {
  return JSON.parse(stdout.trim().split('\n').at(-1)!) as T;
}

/** Starts the command line from source in a process of its own, for what needs signals or a clean start. */
export function tessera(args: readonly string[], options: { cwd?: string; env?: Record<string, string> } = {}) {
  const [program, ...rest] = tesseraCommand(args);
  return execa(program, rest, { cwd: root, reject: false, ...options });
}

/** The program and arguments of such a process. */
export function tesseraCommand(args: readonly string[]): [program: string, ...args: string[]] {
  const entry = join(root, 'src/cli/tessera.ts');
  return [process.execPath, ...fromSource, entry, ...args];
}

export function newFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'tessera-test-'));
}

/** Without images, which take longer than the training of a tiny network. */
export const quickLog =
  'log: {panel_samples: 1, error_maps: false, confusion_matrix: false, worst_and_best: 0, evaluation: false}';

/** A network and images so small that a step takes milliseconds. */
export const tinyExperiment = `
name: tiny
dataset: {type: shapes, image_size: 32, train: 8, val: 4, test: 4}
augmentations: [{type: horizontal-flip}]
model: {type: unet, encoder: {type: convnet, widths: [4, 8]}}
loss: {type: cross-entropy}
optimizer: {type: adam, lr: 1e-2}
train: {epochs: 3, batch_size: 4}
${quickLog}
`;

/** Writes an experiment file into a new folder. */
export async function experimentFile(
  text: string = tinyExperiment,
): Promise<{ folder: string; file: string; runs: string }> {
  const folder = await newFolder();
  const file = join(folder, 'experiment.yaml');
  await writeFile(file, text);
  return { folder, file, runs: join(folder, 'runs') };
}
