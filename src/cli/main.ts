import { Command, CommanderError } from 'commander';
import {
  exitCodes,
  messageOf,
  missingPackage,
  TesseraError,
  type ExitCode,
  type Problem,
} from '../core/errors/index.ts';
import { reportVariable, writeReport } from '../launch/report.ts';
import { hideSecrets } from '../core/secrets/hide.ts';
import { tesseraVersion } from '../core/version.ts';
import { commands } from './commands/index.ts';
import type { CliContext } from './context.ts';
import { helpExamples } from './examples.ts';
import { interruptedCode } from './interrupt.ts';
import { jsonAnswer, streams, wantsJson, type JsonAnswer } from './json-mode.ts';
import { tooManyOpenFiles } from './open-files.ts';
import { commandHints } from './other-names.ts';
import { problemLines } from './report/problems.ts';
import { withProgram } from './terminal/program.ts';
import { wrapText } from './terminal/wrap-text.ts';
import { usageProblem } from './usage-problem.ts';

const exitCodesHelp = `
Exit codes:
  0    done
  1    the run failed
  2    the input is wrong: configuration, data or arguments
  130  ended by Ctrl-C (SIGINT); a run has saved a checkpoint
  143  ended by SIGTERM, in the same way
  129  ended by SIGHUP (the terminal was closed), in the same way; nohup prevents it

SIGUSR2 makes a run save a checkpoint and go on.`;

/** Runs one command line (without node and script) and returns the exit code. Wrong input never makes it throw. */
export async function main(
  args: readonly string[],
  given: CliContext,
  answer: JsonAnswer | undefined = wantsJson(args) ? jsonAnswer(given, streams(args)) : undefined,
): Promise<ExitCode> {
  const context = answer?.context ?? given;
  let exitCode = exitCodes.done as ExitCode;
  const tell = (problems: readonly Problem[]) => tellProblems(problems, context, answer);
  const program = createProgram(args, context, (code) => (exitCode = code), tell);
  try {
    await program.parseAsync(args, { from: 'user' });
    const code = exitCode === exitCodes.interrupted ? interruptedCode(context) : exitCode;
    answer?.end(code);
    return code;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
    return reportError(thrown, context, answer);
  }
}

/**
 * All commands, with what they print for a wrong command line.
 *
 * @param args that line, for hints
 * @param tell is told what is wrong with it
 */
export function createProgram(
  args: readonly string[],
  context: CliContext,
  exit: (code: ExitCode) => void,
  tell: (problems: readonly Problem[]) => void = (problems) => tellProblems(problems, context),
): Command {
  const names = () => program.commands.map((command) => command.name());
  const meant = (name: string) => commandHints(name, args.slice(args.indexOf(name) + 1), names());
  const tellUsage = (text: string, command: string) => tell([usageProblem(text, command, meant)]);
  const width = () => context.columns() ?? usualWidth;
  const program: Command = new Command('tessera')
    .description('Image-segmentation experiments as YAML.')
    .addHelpText('after', exitCodesHelp)
    .version(tesseraVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(helpText(text.trimEnd(), width(), context.program())),
      writeErr: (text) => context.err(text.trimEnd()),
      outputError: (text) => tellUsage(text, 'tessera'),
      getOutHelpWidth: width,
      getErrHelpWidth: width,
    });
  for (const define of commands) {
    const command = program
      .command('placeholder')
      .exitOverride()
      .configureOutput({ outputError: (text) => tellUsage(text, `tessera ${command.name()}`) });
    define(command, context, exit);
    command.addHelpText('after', () => helpExamples(command.name()));
  }
  return program;
}

function helpText(text: string, columns: number, program: string): string {
  return wrapText(withProgram(text, program), columns, program);
}

/** Help that goes to a file or another program. */
const usualWidth = 80;

/** Prints an error, also for the process that started this one, and returns the exit code. */
export async function reportError(thrown: unknown, context: CliContext, answer?: JsonAnswer): Promise<ExitCode> {
  const error = missingPackage(thrown) ?? tooManyOpenFiles(thrown) ?? thrown;
  const report = context.environment[reportVariable];
  if (report) await writeReport(report, error);
  if (error instanceof TesseraError) {
    tellProblems(error.problems, context, answer);
    return error.exitCode;
  }
  answer?.errors([{ code: 'unexpected', message: hideSecrets(messageOf(error)) }]);
  context.err(hideSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return exitCodes.runFailed;
}

/** For a person, and for the program that asked for JSON. */
function tellProblems(problems: readonly Problem[], context: CliContext, answer?: JsonAnswer): void {
  answer?.errors(problems);
  context.err(problemLines(problems, context));
}
