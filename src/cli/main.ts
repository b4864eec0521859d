import { Command, CommanderError } from 'commander';
import { exitCodes, renderProblems, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { reportVariable, writeReport } from '../launch/report.ts';
import { tesseraVersion } from '../core/version.ts';
import { commands } from './commands/index.ts';
import type { CliContext } from './context.ts';

/** What the argument parser has to say, as every other problem is said. */
function describeUsage(text: string, { isTerminal }: CliContext): string {
  const [first, ...hints] = text
    .trim()
    .replace(/^error: /, '')
    .split('\n');
  return renderProblems(
    [{ code: 'bad-argument', message: first!, hints: hints.map((hint) => hint.replace(/^\((.*)\)$/, '$1')) }],
    { color: isTerminal },
  );
}

/** Runs one command line (without node and script) and returns the exit code. Never throws for a wrong input. */
export async function main(args: readonly string[], context: CliContext): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.done;
  const program = new Command('tessera')
    .description('Image-segmentation experiments as YAML.')
    .version(tesseraVersion())
    .exitOverride()
    .configureOutput({
      writeOut: (text) => context.out(text.trimEnd()),
      writeErr: (text) => context.err(text.trimEnd()),
      outputError: (text) => context.err(describeUsage(text, context)),
    });
  for (const define of commands) {
    const command = program.command('placeholder').exitOverride();
    define(command, context, (code) => (exitCode = code));
  }

  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
    const report = context.environment[reportVariable];
    if (report) await writeReport(report, error);
    if (error instanceof TesseraError) {
      context.err(renderProblems(error.problems, { color: context.isTerminal }));
      return error.exitCode;
    }
    context.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
    return exitCodes.runFailed;
  }
}
