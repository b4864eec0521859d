import { readdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { LoadedExperiment, Question } from '../../config/index.ts';
import { allOrProblems, exitCodes, isInterrupted, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { toJson } from '../../core/json.ts';
import type { Answer } from '../../questions/answer.ts';
import type { CliContext } from '../context.ts';
import { loadFile } from '../load.ts';
import { countOption, jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface AnswerOptions {
  readonly runs: string;
  readonly run: boolean;
  readonly jobs: number;
  readonly output?: string;
  readonly json?: boolean;
}

/** Where the answers of a folder of questions are written. */
const usualPage = 'docs/questions.md';

export const defineAnswer: DefineCommand = (command, context, exit) => {
  command
    .name('answer')
    .description(
      'Run the sweeps of questions as far as they are missing, judge their claims over seeds, and write the answers as a page.',
    )
    .argument('<files...>', 'experiments with a sweep and a question, or folders of them')
    .option('--output <file>', `the page that is written; by default ${usualPage} for a folder, and none for files`)
    .option('--no-run', 'judge the runs that are there, and start none')
    .addOption(countOption('--jobs <n>', 'points of a sweep that run at a time').default(1))
    .addOption(runsOption('where run folders are made'))
    .addOption(jsonOption('print the answers as JSON'))
    .action(async (files: string[], options: AnswerOptions) => exit(await answer(files, options, context)));
};

type Asked = LoadedExperiment & { readonly question: Question };

async function answer(paths: readonly string[], options: AnswerOptions, context: CliContext): Promise<ExitCode> {
  const { files, hasFolder } = await questionFiles(paths, context.workingDirectory);
  const loaded = await allOrProblems(files.map((file) => loadFile(file, context)));
  const asked = loaded.flatMap((each) => (each.question ? [{ ...each, question: each.question }] : []));
  if (asked.length === 0)
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected experiments with a section \`question\`, got none in ${paths.map((path) => `\`${path}\``).join(', ')}`,
      hints: ['question: {asks: ..., claims: [{claim: a > b, because: ...}]}'],
    });
  const answers: Answer[] = [];
  let worst: ExitCode = exitCodes.done;
  for (const question of asked) {
    const { answer: found, exitCode } = await answerOne(question, options, context);
    if (isInterrupted(exitCode)) return exitCode;
    if (exitCode !== exitCodes.done) worst = exitCode;
    answers.push(found);
    if (!options.json) await print(found, context);
  }
  if (options.json) context.data(toJson({ answers }));
  const output = options.output ?? (hasFolder ? usualPage : undefined);
  if (output !== undefined) {
    const { answersPage } = await import('../../questions/page.ts');
    const { writeFileAtomic } = await import('../../core/write-file.ts');
    await writeFileAtomic(resolve(context.workingDirectory, output), answersPage(answers));
    context.err(`written to ${output}`);
  }
  return worst;
}

/** Runs what is missing of a question's sweep, and judges its claims. */
async function answerOne(
  asked: Asked,
  options: AnswerOptions,
  context: CliContext,
): Promise<{ readonly answer: Answer; readonly exitCode: ExitCode }> {
  const { answerQuestion, openAnswer } = await import('../../questions/answer.ts');
  const unset = asked.question.needs.filter((name) => !context.environment[name]);
  if (unset.length > 0) {
    const names = unset.map((name) => `\`${name}\``).join(' and ');
    const why = `It needs ${names}, which ${unset.length === 1 ? 'is' : 'are'} not set in the environment.`;
    return { answer: openAnswer(asked, why), exitCode: exitCodes.done };
  }
  const exitCode = options.run ? await runMissing(asked, options, context) : exitCodes.done;
  if (isInterrupted(exitCode)) return { answer: openAnswer(asked, 'It was interrupted.'), exitCode };
  const { findSweep } = await import('../../sweep/find-sweep.ts');
  const { readRuns } = await import('../../questions/read-runs.ts');
  const sweep = await findSweep(resolve(context.workingDirectory, options.runs), asked);
  const measured = await readRuns(sweep, asked.points);
  return { answer: answerQuestion(asked, (id) => measured.get(id)), exitCode };
}

/** A sweep that is complete starts nothing. Its table is not printed. */
async function runMissing(asked: Asked, { runs, jobs }: AnswerOptions, context: CliContext): Promise<ExitCode> {
  const { sweepExperiment } = await import('../sweep-experiment.ts');
  context.err(`question  ${asked.file}: ${asked.question.asks}`);
  const { event: _, ...usual } = context;
  const quiet = { ...usual, out: () => {}, data: () => {} };
  return sweepExperiment(asked, { runs, jobs }, quiet);
}

async function print({ file, asks, open, claims }: Answer, context: CliContext): Promise<void> {
  const { verdictWords } = await import('../../questions/page.ts');
  context.out(`${asks}  (${file})`);
  if (open !== undefined) context.out(`  Not answered: ${open}`);
  for (const { claim, verdict } of claims) context.out(`  ${verdictWords[verdict].padEnd(13)}  ${claim}`);
}

/** A folder stands for the experiments in it, but for those that others extend. */
async function questionFiles(
  paths: readonly string[],
  workingDirectory: string,
): Promise<{ readonly files: readonly string[]; readonly hasFolder: boolean }> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const absolute = resolve(workingDirectory, path);
      const isFolder = await stat(absolute).then(
        (it) => it.isDirectory(),
        () => false,
      );
      const names = isFolder ? (await readdir(absolute)).filter((name) => /^[^_].*\.ya?ml$/.test(name)).sort() : [];
      return { isFolder, files: isFolder ? names.map((name) => join(path, name)) : [path] };
    }),
  );
  return { files: found.flatMap(({ files }) => files), hasFolder: found.some(({ isFolder }) => isFolder) };
}
