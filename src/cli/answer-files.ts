import { readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { LoadedExperiment, Question } from '../config/index.ts';
import { allOrProblems, exitCodes, isInterrupted, TesseraError, type ExitCode } from '../core/errors/index.ts';
import { toJson } from '../core/json.ts';
import { makeFolder } from '../core/make-folder.ts';
import type { Answer } from '../questions/answer.ts';
import type { CliContext } from './context.ts';
import { loadFile } from './load.ts';
import type { sweepExperiment } from './sweep-experiment.ts';

export interface AnswerOptions {
  readonly runs: string;
  /** Whether runs that are missing are started. */
  readonly run: boolean;
  readonly jobs: number;
  readonly output?: string;
  readonly json?: boolean;
}

/** Where the answers of a folder of questions are written. */
export const usualPage = 'docs/questions.md';

type RunSweep = (...args: Parameters<typeof sweepExperiment>) => Promise<ExitCode>;
type Asked = LoadedExperiment & { readonly question: Question };

/**
 * Runs what is missing of questions, prints the verdicts and writes the page. Exit code 0 if every run that they need
 * is complete, whatever the verdicts; questions that lack an environment variable are told as not answered.
 *
 * @param runSweep how a sweep runs; tests pass another one
 * @throws TesseraError with all problems of all files; then nothing has run
 */
export async function answerFiles(
  paths: readonly string[],
  options: AnswerOptions,
  context: CliContext,
  runSweep?: RunSweep,
): Promise<ExitCode> {
  const { files, hasFolder } = await questionFiles(paths, context.workingDirectory);
  const loaded = await allOrProblems(files.map((file) => loadFile(file, context)));
  const asked = loaded.flatMap((each) => (each.question ? [{ ...each, question: each.question }] : []));
  if (asked.length === 0)
    throw new TesseraError({
      code: 'bad-argument',
      message:
        'expected experiments with a section `question`, got none in ' +
        `${paths.map((path) => `\`${path}\``).join(', ')}`,
      hints: ['question: {asks: ..., claims: [{claim: a > b, because: ...}]}'],
    });
  const answers: Answer[] = [];
  let worst: ExitCode = exitCodes.done;
  for (const question of asked) {
    const { answer: found, exitCode } = await answerOne(question, options, context, runSweep);
    if (isInterrupted(exitCode)) return exitCode;
    if (exitCode !== exitCodes.done) worst = exitCode;
    answers.push(found);
    if (!options.json) await print(found, context);
  }
  if (options.json) context.data(toJson({ answers }));
  const output = options.output ?? (hasFolder ? usualPage : undefined);
  if (output !== undefined) {
    const { answersPage } = await import('../questions/page.ts');
    const { writeFileAtomic } = await import('../core/write-file.ts');
    const file = resolve(context.workingDirectory, output);
    await makeFolder(dirname(file));
    await writeFileAtomic(file, answersPage(answers));
    context.err(`written to ${output}`);
  }
  return worst;
}

/** Runs what is missing of a question's sweep, and judges its claims. */
async function answerOne(
  asked: Asked,
  options: AnswerOptions,
  context: CliContext,
  runSweep: RunSweep | undefined,
): Promise<{ readonly answer: Answer; readonly exitCode: ExitCode }> {
  const { answerQuestion, openAnswer } = await import('../questions/answer.ts');
  const unset = asked.question.needs.filter((name) => !context.environment[name]);
  if (unset.length > 0) {
    const names = unset.map((name) => `\`${name}\``).join(' and ');
    const why = `It needs ${names}, which ${unset.length === 1 ? 'is' : 'are'} not set in the environment.`;
    return { answer: openAnswer(asked, why), exitCode: exitCodes.done };
  }
  const exitCode = options.run ? await runMissing(asked, options, context, runSweep) : exitCodes.done;
  if (isInterrupted(exitCode)) return { answer: openAnswer(asked, 'It was interrupted.'), exitCode };
  const { findSweep } = await import('../sweep/find-sweep.ts');
  const { readRuns } = await import('../questions/read-runs.ts');
  const sweep = await findSweep(resolve(context.workingDirectory, options.runs), asked);
  const measured = await readRuns(sweep, asked.points);
  return { answer: answerQuestion(asked, (id) => measured.get(id)), exitCode };
}

/**
 * A sweep that is complete starts nothing. One with a launch section is submitted and watched; after Ctrl-C its jobs go
 * on. Its table is not printed.
 */
async function runMissing(
  asked: Asked,
  { runs, jobs }: AnswerOptions,
  context: CliContext,
  given: RunSweep | undefined,
): Promise<ExitCode> {
  const runSweep = given ?? (await usualWay(asked));
  context.err(`question  ${asked.file}: ${asked.question.asks}`);
  const { event: _, ...usual } = context;
  const quiet = { ...usual, out: () => {}, data: () => {} };
  return runSweep(asked, { runs, jobs }, quiet);
}

async function usualWay({ launch }: LoadedExperiment): Promise<RunSweep> {
  return launch
    ? (await import('./jobs/submit.ts')).submitAndAttach
    : (await import('./sweep-experiment.ts')).sweepExperiment;
}

async function print({ file, asks, open, claims }: Answer, context: CliContext): Promise<void> {
  const { verdictWords } = await import('../questions/page.ts');
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
