import { exitCodes, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { toJson } from '../core/json.ts';
import type { CliContext } from './context.ts';
import type { Program } from './tensorboard-program.ts';

export interface ServeOptions {
  /** Splits whose figures are shown at first; none for all. */
  readonly splits: readonly string[];
  readonly port?: number;
  readonly host?: string;
  /** Names of the runs that it shows, for `--json`. */
  readonly shown?: readonly string[];
  readonly json?: boolean;
  /** Images that TensorBoard keeps in memory for each tag. */
  readonly images: number;
}

/** Runs until TensorBoard ends. Prints its address only, and all of its output if it fails. */
export async function serveTensorBoard(
  { executable, args }: Program,
  directory: string,
  options: ServeOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { execa } = await import('execa');
  const child = execa(executable, [...args, ...tensorBoardArguments(directory, options)], {
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
    const found = addressPattern.exec(line)?.[1];
    if (found === undefined) continue;
    const address = addressFor(found, options.splits);
    if (options.json) context.data(toJson({ address, folder: directory, runs: options.shown ?? [] }));
    else context.out(`TensorBoard is at ${address} (Ctrl-C ends it)`);
  }
  const { exitCode, stderr, shortMessage } = await child;
  release();
  if (isInterrupted || exitCode === 0) return exitCodes.done;
  context.err([stderr, shortMessage].join('\n'));
  return exitCodes.runFailed;
}

const addressPattern = /^TensorBoard \S+ at (\S+)/;

/** Where the Time Series view shows figures of these splits only, until its filter is changed. */
function addressFor(address: string, splits: readonly string[]): string {
  if (splits.length === 0) return address;
  return `${address}?tagFilter=${encodeURIComponent(`^(${splits.join('|')})/`)}#timeseries`;
}

/** More points of a curve than by default, and not too many images, since TensorBoard holds them in memory. */
function tensorBoardArguments(directory: string, { port, host, images }: ServeOptions): string[] {
  return [
    ...['--logdir', directory],
    ...['--samples_per_plugin', `scalars=10000,images=${images}`],
    ...['--reload_interval', '5'],
    ...(port === undefined ? [] : ['--port', String(port)]),
    ...(host === undefined ? [] : ['--host', host]),
  ];
}

export function tensorBoardMissing(): TesseraError {
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
