import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { loadExperiment, type LoadedExperiment, type LoadOptions } from '../../src/config/index.ts';
import { TesseraError, type Problem } from '../../src/core/errors/index.ts';
import { testRegistry } from './_registry.ts';

export type Files = Readonly<Record<string, string | Uint8Array>>;

/** An experiment without mistakes; tests replace its lines. */
export const validLines = [
  'name: cats', //                                1
  'seed: 1', //                                   2
  'dataset: {type: folder, root: data}', //       3
  'augmentations:', //                            4
  '  - {type: horizontal-flip, p: 0.5}', //       5
  'model:', //                                    6
  '  type: pspnet', //                            7
  '  encoder: {type: mobilenet_v1}', //           8
  'loss: {type: focal}', //                       9
  'metrics: [{type: iou}]', //                   10
  'optimizer:', //                               11
  '  type: adam', //                             12
  '  lr: 1e-3', //                               13
  'scheduler: {type: step, step_size: 10}', //   14
  'train:', //                                   15
  '  epochs: 2', //                              16
];

/** The valid experiment with some lines (counted from 1) replaced, or removed where the text is empty. */
export function withLines(changes: Readonly<Record<number, string>>): string {
  const lines = validLines.map((line, index) => changes[index + 1] ?? line);
  const added = Object.keys(changes)
    .map(Number)
    .filter((line) => line > validLines.length)
    .map((line) => changes[line]!);
  return [...lines, ...added, ''].join('\n');
}

/** A folder with `files` in it that is removed when the test ends. */
export async function createWorkspace(t: ExecutionContext, files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-config-'));
  t.teardown(() => rm(folder, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  return folder;
}

/** Loads `x.yaml` of the files given. */
export async function load(
  t: ExecutionContext,
  files: Files,
  options: Partial<LoadOptions> = {},
): Promise<LoadedExperiment> {
  const workingDirectory = await createWorkspace(t, files);
  return loadExperiment('x.yaml', { registry: testRegistry(), workingDirectory, environment: {}, ...options });
}

/** What loading `x.yaml` complains about. */
export async function problemsOf(
  t: ExecutionContext,
  files: Files,
  options: Partial<LoadOptions> = {},
): Promise<readonly Problem[]> {
  const error = await t.throwsAsync(load(t, files, options), { instanceOf: TesseraError });
  return error?.problems ?? [];
}

/** `13:3 unknown-key`; the file is left out where it is `x.yaml`. */
export function summarize({ code, where }: Problem): string {
  const place = [where?.file === 'x.yaml' ? undefined : where?.file, where?.line, where?.column];
  return `${place.filter((part) => part !== undefined).join(':')} ${code}`;
}
