import { Command, CommanderError } from 'commander';
import { exitCodes, renderProblems, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { reportVariable, writeReport } from '../launch/report.ts';
import { hideSecrets } from '../core/secrets/hide.ts';
import { tesseraVersion } from '../core/version.ts';
import { commands } from './commands/index.ts';
import type { CliContext } from './context.ts';
import { helpExamples } from './examples.ts';
import { interruptedCode } from './interrupt.ts';
import { missingPackage } from './missing-package.ts';
import { tooManyOpenFiles } from './open-files.ts';
import { commandHints } from './other-names.ts';
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
export async function main(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode = exitCodes.done as ExitCode;
  const program = createProgram(args, context, (code) => (exitCode = code));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode === exitCodes.interrupted ? interruptedCode(context) : exitCode;
  } catch (thrown) {
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
    return reportError(thrown, context);
  }
}

/** All commands, with what they print for a wrong command line. `args` is that line, for hints. */
export function createProgram(args: readonly string[], context: CliContext, exit: (code: ExitCode) => void): Command {
  const names = () => program.commands.map((command) => command.name());
  const meant = (name: string) => commandHints(name, args.slice(args.indexOf(name) + 1), names());
  const printUsage = (text: string, command: string) =>
    context.err(renderProblems([usageProblem(text, command, meant)], { color: context.isTerminal }));
  const program: Command = new Command('tessera')
    .description('Image-segmentation experiments as YAML.')
    .addHelpText('after', exitCodesHelp)
    .version(tesseraVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text.trimEnd()),
      writeErr: (text) => context.err(text.trimEnd()),
      outputError: (text) => printUsage(text, 'tessera'),
    });
  for (const define of commands) {
    const command = program
      .command('placeholder')
      .exitOverride()
      .configureOutput({ outputError: (text) => printUsage(text, `tessera ${command.name()}`) });
    define(command, context, exit);
    command.addHelpText('after', () => helpExamples(command.name()));
  }
  return program;
}

/** Prints an error, also for the process that started this one, and returns the exit code. */
export async function reportError(thrown: unknown, context: CliContext): Promise<ExitCode> {
  const error = missingPackage(thrown) ?? tooManyOpenFiles(thrown) ?? thrown;
  const report = context.environment[reportVariable];
  if (report) await writeReport(report, error);
  if (error instanceof TesseraError) {
    context.err(renderProblems(error.problems, { color: context.isTerminal }));
    return error.exitCode;
  }
  context.err(hideSecrets(error instanceof Error ? (error.stack ?? error.message) : String(error)));
  return exitCodes.runFailed;
}
