import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { exitCodes } from '../core/errors/index.ts';
import { once } from '../core/once.ts';
import { packageFile } from '../core/package-file.ts';
import { terminalAsk, type Ask } from './ask.ts';
import { exitCodeOf } from './interrupt.ts';
import { startedWithNohup } from './nohup.ts';
import { createOutput, type Output } from './output.ts';
import { createSignals, type Signals } from './signals.ts';
import { programOf, programOrName } from './terminal/program.ts';

/** All that a command may know about the process that it runs in. Tests pass their own. */
export interface CliContext extends Signals, Omit<Output, 'lost'> {
  readonly workingDirectory: string;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** How the user starts this program where they are: `tessera`, `npx tessera`. What is printed says it by itself. */
  program(): string;
  /** Reads standard input to its end. */
  readInput(): Promise<string>;
  /** With `--json`, prints an event of a command that tells what happens before its result. */
  event?(line: string): void;
  /** Asks a person; absent where nobody can answer. */
  readonly ask?: Ask;
}

export function processContext(): CliContext {
  const { env: environment } = process;
  const program = once(() => programOrName(programOfProcess));
  const output = createOutput(process.stdout, process.stderr, { environment, program });
  process.on('exit', () => {
    output.live?.clear();
    // A script must not take a result that was not written for an empty one.
    if (output.lost() !== undefined) process.exitCode ||= exitCodes.runFailed;
  });
  const ask = terminalAsk(process.stdin, process.stderr);
  return {
    ...(ask && { ask }),
    workingDirectory: process.cwd(),
    environment,
    program,
    ...output,
    readInput: () => text(process.stdin),
    ...createSignals(process, {
      ignoresHangup: startedWithNohup(environment),
      end: (signal) => process.exit(exitCodeOf[signal]),
    }),
  };
}

function programOfProcess(): string {
  const file = fileURLToPath(packageFile('package.json'));
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { readonly name: string };
  return programOf({
    script: process.argv[1] ?? '',
    root: dirname(file),
    packageName: name,
    workingDirectory: process.cwd(),
    environment: process.env,
  });
}
