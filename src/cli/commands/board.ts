import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import type { runLimits } from '../../board/board-folder.ts';
import type { BoardRun } from '../../board/board-run.ts';
import type { ListedRun } from '../../runs/list.ts';
import { collect, countOption, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface BoardOptions {
  readonly runs: string;
  readonly where?: readonly string[];
  readonly sort?: string;
  readonly limit?: number;
  readonly archived?: boolean;
  readonly splits: readonly string[];
  readonly port?: number;
  readonly host?: string;
  readonly images: number;
  readonly json?: boolean;
}

export const defineBoard: DefineCommand = (command, context, exit) => {
  command
    .name('board')
    .description('Start TensorBoard on runs; Ctrl-C ends it.')
    .argument('[runs...]', 'folders of runs, sweeps, or runs by folder, name or id', ['runs'])
    .addOption(
      command
        .createOption('--where <condition>', 'only runs such as loss.type=focal, val.iou>0.8 (repeatable)')
        .argParser(collect),
    )
    .option('--sort <key>', 'with --limit: which runs, such as val.iou; figures have the best first')
    .addOption(countOption('--limit <n>', 'at most so many runs'))
    .option('--archived', 'archived runs too')
    .addOption(
      command
        .createOption('--splits <names>', 'figures of these splits at first: train, val, test, several with commas')
        .argParser(parseSplits)
        .default([], 'all'),
    )
    .addOption(runsOption())
    .addOption(countOption('--port <n>', 'by default 6006, or the next that is free'))
    .option('--host <name>', 'address to listen on, such as 0.0.0.0; by default this machine only')
    .addOption(countOption('--images <n>', 'images that TensorBoard keeps in memory for each tag').default(50))
    .addOption(jsonOption('print the address and the runs as JSON'))
    .action(async (names: string[], options: BoardOptions) => exit(await board(names, options, context)));
};

async function board(names: readonly string[], options: BoardOptions, context: CliContext): Promise<ExitCode> {
  const { findTensorBoard } = await import('../tensorboard-program.ts');
  const { serveTensorBoard, tensorBoardMissing } = await import('../serve-tensorboard.ts');
  const { boardRuns } = await import('../../board/board-run.ts');
  const { selectFrom } = await import('../../runs/select/select-runs.ts');
  const { warnOfUnreadable } = await import('../report/unreadable.ts');
  const { workingDirectory } = context;
  const [name = ''] = names;
  if (names.length === 1 && name === usualFolder) await assertFolder(resolve(workingDirectory, name), name);
  const select = async () => {
    const all = await boardRuns(names, resolve(workingDirectory, options.runs), workingDirectory);
    return { all, ...(await selectFrom(all, options)) };
  };
  const selected = await select();
  const program = await findTensorBoard(context.environment);
  if (program === undefined) throw tensorBoardMissing();
  // TensorBoard shows curves whatever the other files of a run are like.
  warnOfUnreadable(selected.all, context);
  if (selected.all.length === 0 && names.length === 1) {
    // Event files of another program.
    return serveTensorBoard(program, resolve(workingDirectory, name), options, context);
  }
  if (selected.runs.length === 0) throw nothingSelected(selected.all.length);
  const { makeBoardFolder, runLimits: limits } = await import('../../board/board-folder.ts');
  const folder = await makeBoardFolder(options.splits);
  try {
    tellOfLimits(await folder.show(pick(selected)), selected.runs.length, limits, context);
    const refreshing = repeat(async () => folder.show(pick(await select())), refreshEvery);
    try {
      const shown = selected.runs.map(({ path }) => path);
      return await serveTensorBoard(program, folder.path, { ...options, shown }, context);
    } finally {
      await refreshing.stop();
    }
  } finally {
    await folder.remove();
  }
}

const usualFolder = 'runs';

/** Milliseconds after which new runs are looked for, and means over seeds are brought up to date. */
const refreshEvery = 15_000;

/** The runs of a selection as the board knows them. */
function pick({ all, runs }: { readonly all: readonly BoardRun[]; readonly runs: readonly ListedRun[] }): BoardRun[] {
  const paths = new Set(runs.map(({ path }) => path));
  return all.filter(({ path }) => paths.has(path));
}

/** What fails once is tried again the next time: a run may just be moved or deleted. */
function repeat(action: () => Promise<unknown>, every: number): { readonly stop: () => Promise<unknown> } {
  let working: Promise<unknown> = Promise.resolve();
  let isIdle = true;
  const timer = setInterval(() => {
    if (!isIdle) return;
    isIdle = false;
    working = action()
      .catch(() => undefined)
      .finally(() => (isIdle = true));
  }, every);
  return {
    stop: () => {
      clearInterval(timer);
      return working;
    },
  };
}

/** @param count how many runs TensorBoard has in all @param asked how many of them were asked for */
function tellOfLimits(count: number, asked: number, limits: typeof runLimits, context: CliContext): void {
  if (count <= limits.scalars) return;
  const fitting = Math.max(1, Math.floor((asked * (limits.scalars - 1)) / count));
  const some = `choose some with \`--where\`, or the best with \`--sort val --limit ${fitting}\``;
  context.err(
    count > limits.timeSeries
      ? `${count} runs: above ${limits.timeSeries}, TensorBoard shows no curve until runs are ticked: ${some}`
      : `${count} runs: Time Series shows them all; above ${limits.scalars}, Scalars shows none until runs are ` +
          `ticked: ${some}`,
  );
}

function nothingSelected(count: number): TesseraError {
  return new TesseraError({
    code: 'run-missing',
    message: `expected runs to show, got none: ${count} are there, and none of them meets the conditions`,
    hints: ['see what there is: tessera list'],
  });
}

function parseSplits(text: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  const wrong = names.find((name) => !['train', 'val', 'test'].includes(name));
  if (wrong === undefined) return names;
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected train, val or test for \`--splits\`, got \`${wrong}\``,
    hints: ['such as `--splits val`, or `--splits train,val`'],
  });
}

async function assertFolder(directory: string, name: string): Promise<void> {
  const isFolder = await stat(directory).then(
    (stats) => stats.isDirectory(),
    () => false,
  );
  if (isFolder) return;
  throw new TesseraError({
    code: 'file-missing',
    message: `expected a folder of runs, got \`${name}\`, which is not there`,
    hints: ['make a run first: tessera run experiments/quickstart.yaml', 'name the folder: tessera board path/to/runs'],
  });
}
