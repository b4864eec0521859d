import { existsSync, statSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { Answers, DataGuess } from '../../init/data/data-guess.ts';
import type { WrittenFile } from '../../init/project/write-new-files.ts';
import { answerQuestions, namesIn, valuesIn } from '../answer-questions.ts';
import type { CliContext } from '../context.ts';
import { withInterrupt } from '../interrupt.ts';
import { countOption, jsonOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface InitOptions {
  readonly data?: readonly string[];
  readonly name?: string;
  readonly classes?: string;
  readonly ignore?: string;
  readonly samples: number;
  readonly json?: boolean;
}

/** Pairs that are looked at by default: about half a minute for photos of usual size. */
const SAMPLES = 2000;

export const defineInit: DefineCommand = (command, context, exit) => {
  command
    .name('init')
    .description(
      'Make a project with a first experiment; with --data, look at your photos and masks, and write an ' +
        'experiment on them. Nothing that is there is changed.',
    )
    .argument('[folder]', 'the project, by default this folder; with --data alone, only the experiment is written')
    .option(
      '--data <paths...>',
      'photos and masks: two folders, a folder and an instances file, one folder with both, or a list of pairs (.csv)',
    )
    .option('--name <name>', "the experiment's name; by default that of the folder of the data")
    .option('--classes <names>', 'names of the classes in the order of their values, such as background,pet')
    .option('--ignore <values>', 'values in the masks that are ignored, such as 0,255; `none` for none')
    .addOption(countOption('--samples <n>', 'photos and masks that are looked at, spread over all').default(SAMPLES))
    .addOption(jsonOption())
    .action(async (folder: string | undefined, options: InitOptions) => exit(await init(folder, options, context)));
};

async function init(folder: string | undefined, options: InitOptions, context: CliContext): Promise<ExitCode> {
  const answers = answersIn(options);
  checkOptions(options);
  const project = resolve(context.workingDirectory, folder ?? '.');
  if (statSync(project, { throwIfNoEntry: false })?.isDirectory() === false)
    throw wrongUse(`expected a folder for the project, got the file \`${folder}\``);
  if (options.data === undefined) return makeProject(project, folder, options, context);
  try {
    const guess = await lookAndAsk(options, answers, context);
    const made = folder === undefined ? [] : await writeProject(project, ['experiments/first.yaml']);
    return await writeExperiment({ project, folder, guess, made }, options, context);
  } catch (error) {
    // Ctrl-C while files are read, or at a question.
    if (error instanceof Error && error.name === 'AbortError') return exitCodes.interrupted;
    throw error;
  }
}

function answersIn({ classes, ignore }: InitOptions): Answers {
  return {
    ...(classes !== undefined && { classes: namesIn(classes) }),
    ...(ignore !== undefined && { ignore: valuesIn(ignore) }),
  };
}

/** @throws TesseraError `bad-argument` */
function checkOptions({ data, name, classes, ignore }: InitOptions): void {
  const without =
    data === undefined ? Object.entries({ name, classes, ignore }).find(([, value]) => value !== undefined) : undefined;
  if (without) throw wrongUse(`expected \`--data\` beside \`--${without[0]}\`, got none`);
  if (data && data.length > 2)
    throw wrongUse(
      `expected the photos and the masks after \`--data\`, or one folder with both, got ${data.length} paths`,
    );
  if (name !== undefined && !/^[a-z0-9][a-z0-9._-]*$/i.test(name))
    throw wrongUse(`expected a name of letters, digits, dots, dashes and underscores for \`--name\`, got \`${name}\``);
}

function wrongUse(message: string): TesseraError {
  return new TesseraError({
    code: 'bad-argument',
    message,
    hints: ['for example: `tessera init --data photos masks`'],
  });
}

async function lookAndAsk(options: InitOptions, answers: Answers, context: CliContext): Promise<DataGuess> {
  const { lookAtData } = await import('../../init/data/look-at-data.ts');
  const { createProgress } = await import('../report/progress.ts');
  const paths = options.data!.map((path) => resolve(context.workingDirectory, path));
  const progress = createProgress(context);
  const onProgress = (done: number, total: number) => progress.update('reading masks', done, total, '');
  const decide = await withInterrupt(
    context,
    (signal) => lookAtData(paths, { most: options.samples, signal, onProgress }),
    'Stopping.',
  ).finally(() => progress.close());
  return answerQuestions(decide, answers, options.json ? undefined : context.ask);
}

async function makeProject(
  project: string,
  folder: string | undefined,
  { json }: InitOptions,
  context: CliContext,
): Promise<ExitCode> {
  const files = await writeProject(project);
  if (json) context.data(JSON.stringify({ folder: project, files }));
  else {
    context.out(filesTold(files));
    const go = folder === undefined ? '' : `cd ${folder} && `;
    context.out(`\nNext: ${go}npm install && npx tessera run experiments/first.yaml`);
    context.out('Your own photos: npx tessera init --data <photos> <masks>');
  }
  return exitCodes.done;
}

async function writeProject(project: string, without: readonly string[] = []): Promise<WrittenFile[]> {
  const { projectFiles, packageName } = await import('../../init/project/project-files.ts');
  const { tesseraPackage } = await import('../../init/project/tessera-package.ts');
  const { writeNewFiles } = await import('../../init/project/write-new-files.ts');
  const files = Object.entries(projectFiles(packageName(basename(project)), tesseraPackage()));
  return writeNewFiles(project, Object.fromEntries(files.filter(([path]) => !without.includes(path))));
}

interface NewExperiment {
  readonly project: string;
  readonly folder: string | undefined;
  readonly guess: DataGuess;
  /** Files of the project. */
  readonly made: readonly WrittenFile[];
}

async function writeExperiment(
  { project, folder, guess, made }: NewExperiment,
  { name: given, json }: InitOptions,
  context: CliContext,
): Promise<ExitCode> {
  const { experimentText } = await import('../../init/data/experiment-text.ts');
  const { packageName } = await import('../../init/project/project-files.ts');
  const { tesseraPackage } = await import('../../init/project/tessera-package.ts');
  const { writeNewFiles } = await import('../../init/project/write-new-files.ts');
  const name = given ?? packageName(basename(guess.root));
  const file = `experiments/${name}.yaml`;
  const own = 'schemas/experiment.schema.json';
  const schema = `../${existsSync(join(project, own)) ? '' : `node_modules/${tesseraPackage().name}/`}${own}`;
  const text = experimentText(guess, { name, file, root: rootFrom(project, guess.root), schema });
  const [written] = await writeNewFiles(project, { [file]: text });
  if (written!.state === 'kept')
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected a name of a new experiment, ${file} is there already, with another content`,
      hints: [`give another name: \`--name ${name}-2\``, 'nothing that is there is changed'],
    });
  const { found, unsure } = guess;
  if (json) {
    context.out(
      JSON.stringify({
        file: join(project, file),
        state: written!.state,
        files: made,
        root: guess.root,
        found,
        unsure,
      }),
    );
    return exitCodes.done;
  }
  const lines = (title: string, texts: readonly string[]) => [title, ...texts.map((line) => `  ${line}`)].join('\n');
  context.out(lines(`Found in ${rootFrom(context.workingDirectory, guess.root)}:`, found));
  if (unsure.length > 0) context.out(lines('Unsure:', unsure));
  if (made.length > 0) context.out(filesTold(made));
  context.out(`${written!.state === 'written' ? 'Wrote' : 'There already:'} ${file}`);
  const go = folder === undefined ? '' : `cd ${folder} && npm install && `;
  context.out(`\n  look at it:  ${go}npx tessera preview ${file}\n  check it:    npx tessera plan ${file}`);
  context.out(`  try it:      npx tessera run ${file} --smoke\n  train:       npx tessera run ${file}`);
  return exitCodes.done;
}

/** Relative to the project where it is inside of it, so that both can be moved together. */
function rootFrom(project: string, root: string): string {
  const way = relative(project, root).replaceAll('\\', '/');
  if (way === '') return '.';
  return way.startsWith('..') ? root : way;
}

function filesTold(files: readonly WrittenFile[]): string {
  const words = { written: 'wrote', 'the same': 'is there', kept: 'kept, it has other content' } as const;
  const width = Math.max(...files.map(({ path }) => path.length));
  return files.map(({ path, state }) => `${path.padEnd(width)}  ${words[state]}`).join('\n');
}
