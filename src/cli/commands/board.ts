import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { countOption, jsonOption } from '../options.ts';
import type { Program } from '../tensorboard-program.ts';
import type { DefineCommand } from './index.ts';

interface BoardOptions {
  readonly port?: number;
  readonly host?: string;
  readonly images: number;
  readonly json?: boolean;
}

export const defineBoard: DefineCommand = (command, context, exit) => {
  command
    .name('board')
    .description('Start TensorBoard on the runs; Ctrl-C ends it.')
    .argument('[folder]', 'all runs, or the folder of one', 'runs')
    .addOption(countOption('--port <n>', 'by default 6006, or the next that is free'))
    .option('--host <name>', 'address to listen on, such as 0.0.0.0; by default this machine only')
    .addOption(countOption('--images <n>', 'images that TensorBoard keeps in memory for each tag').default(50))
    .addOption(jsonOption('print the address as JSON'))
    .action(async (folder: string, options: BoardOptions) => exit(await board(folder, options, context)));
};

async function board(folder: string, options: BoardOptions, context: CliContext): Promise<ExitCode> {
  const { findTensorBoard } = await import('../tensorboard-program.ts');
  const directory = resolve(context.workingDirectory, folder);
  await assertFolder(directory, folder);
  const program = await findTensorBoard(context.environment);
  if (program === undefined) throw notInstalled();
  const { listRuns } = await import('../../runs/list.ts');
  const { warnOfUnreadable } = await import('../report/unreadable.ts');
  // TensorBoard shows curves whatever the other files of a run are like.
  warnOfUnreadable(await listRuns(directory), context);
  const told = (url: string) =>
    options.json ? context.data(JSON.stringify({ url })) : context.out(`TensorBoard is at ${url} (Ctrl-C ends it)`);
  return serve(program, tensorBoardArguments(directory, options), told, context);
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

function notInstalled(): TesseraError {
  return new TesseraError({
    code: 'program-missing',
    message: 'expected TensorBoard, got neither a Python with the module `tensorboard` nor a program `tensorboard`',
    hints: [
      'pip install tensorboard',
      'or, without installing it: uvx tensorboard --logdir runs (pipx run tensorboard --logdir runs)',
      'or name a Python that has it: TESSERA_PYTHON=path/to/python tessera board',
    ],
  });
}

/** More points of a curve than by default, and not too many images, since TensorBoard holds them in memory. */
function tensorBoardArguments(directory: string, { port, host, images }: BoardOptions): string[] {
  return [
    ...['--logdir', directory],
    ...['--samples_per_plugin', `scalars=10000,images=${images}`],
    ...['--reload_interval', '5'],
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(host === undefined ? [] : ['--host', host]),
  ];
}

/** Runs until TensorBoard ends. Prints its address only, and all of its output if it fails. */
async function serve(
  { executable, args }: Program,
  boardArguments: readonly string[],
  told: (url: string) => void,
  context: CliContext,
): Promise<ExitCode> {
  const { execa } = await import('execa');
  const child = execa(executable, [...args, ...boardArguments], {
    env: context.environment,
    extendEnv: false,
    stdin: 'ignore',
    stdout: 'ignore',
    reject: false,
  });
  let isInterrupted = false;
  const release = context.onInterrupt(() => {
    isInterrupted = true;
    child.kill('SIGTERM');
  });

  for await (const line of child.iterable({ from: 'stderr' })) {
    const address = addressPattern.exec(line)?.[1];
    if (address !== undefined) told(address);
  }
  const { exitCode, stderr, shortMessage } = await child;
  release();
  if (isInterrupted || exitCode === 0) return exitCodes.done;
  context.err([stderr, shortMessage].join('\n'));
  return exitCodes.runFailed;
}

const addressPattern = /^TensorBoard \S+ at (\S+)/;
