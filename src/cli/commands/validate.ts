import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { CheckedFile } from '../../config/index.ts';
import { exitCodes, TesseraError, type ExitCode, type Problem } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import { loadOptions } from '../load-options.ts';
import { jsonOption, pluginsOption, setOption } from '../options.ts';
import { problemLines, problemsJson } from '../report/problems.ts';
import type { DefineCommand } from './index.ts';

interface ValidateOptions {
  readonly set?: readonly string[];
  readonly plugins: boolean;
  readonly json?: boolean;
}

export const defineValidate: DefineCommand = (command, context, exit) => {
  command
    .name('validate')
    .description('Check experiment files: every problem with its line, in one pass. Nothing is trained or written.')
    .argument('<files...>', 'experiments, or folders of them')
    .addOption(setOption('override a key in each file'))
    .addOption(pluginsOption())
    .addOption(jsonOption())
    .action(async (files: string[], options: ValidateOptions) => exit(await validate(files, options, context)));
};

async function validate(paths: readonly string[], options: ValidateOptions, context: CliContext): Promise<ExitCode> {
  const { checkFile } = await import('../../config/index.ts');
  const load = { ...(await loadOptions(context, options.set)), runPlugins: options.plugins, cache: new Map() };
  const files = (await Promise.all(paths.map((path) => expand(path, context.workingDirectory)))).flat();
  const checked: CheckedFile[] = [];
  for (const file of files) checked.push(await checkFile(file, load));

  if (options.json) context.data(JSON.stringify(checked.map((each) => checkedJson(each, context))));
  else print(checked, context);
  return checked.every(({ problems }) => problems.length === 0) ? exitCodes.done : exitCodes.wrongInput;
}

function checkedJson({ problems, notChecked, ...rest }: CheckedFile, context: CliContext): object {
  return { ...rest, problems: problemsJson(problems, context), notChecked: problemsJson(notChecked, context) };
}

/** A folder stands for the experiments in it. */
async function expand(path: string, workingDirectory: string): Promise<string[]> {
  const absolute = resolve(workingDirectory, path);
  const isFolder = await stat(absolute).then(
    (found) => found.isDirectory(),
    () => false,
  );
  if (!isFolder) return [path];
  const names = (await readdir(absolute)).filter((name) => /\.ya?ml$/.test(name)).sort();
  if (names.length > 0) return names.map((name) => join(path, name));
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a folder with experiments (.yaml), got \`${path}\`, which has none`,
  });
}

function print(checked: readonly CheckedFile[], context: CliContext): void {
  for (const { file, problems, id, points, notChecked, notes } of checked) {
    for (const note of [...notes, ...notChecked.map(describeUnchecked)]) context.err(`note: ${note}`);
    if (problems.length > 0) context.err(`${problemLines(problems, context)}\n`);
    else context.out(`ok  ${file}${id ? `  ${id}` : ''}${points > 0 ? `  ${points} points` : ''}`);
  }
  const wrong = checked.filter(({ problems }) => problems.length > 0);
  const count = wrong.reduce((sum, { problems }) => sum + problems.length, 0);
  if (count > 0)
    context.err(
      `${plural(count, 'problem')} in ${plural(wrong.length, 'file')}, ${checked.length - wrong.length} of ` +
        `${checked.length} ok`,
    );
}

/** `x.yaml:9:14: not checked: expected the type of a registered loss, got `dice`` */
function describeUnchecked({ message, where }: Problem): string {
  const place = where ? `${[where.file, where.line, where.column].join(':')}: ` : '';
  return `${place}not checked, since plugins are not run: ${message}`;
}

function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
