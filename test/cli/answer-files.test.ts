import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import test, { type ExecutionContext } from 'ava';
import { answerFiles, type AnswerOptions } from '../../src/cli/answer-files.ts';
import { TesseraError, type ExitCode } from '../../src/core/errors/index.ts';
import { runDirectory } from '../../src/runs/directory.ts';
import { findSweep } from '../../src/sweep/find-sweep.ts';
import { pointName } from '../../src/sweep/names.ts';
import { experimentFile, newFolder, runInProcess, tinyExperiment } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

const question = (claim: string, more = '') => `${tinyExperiment
  .replace('train: {epochs: 3', 'engine: {backend: wasm}\ntrain: {epochs: 1, max_steps: 1')
  .replace('augmentations: [{type: horizontal-flip}]\n', '')}sweep: {seeds: 2}
question:
  asks: Is there a loss?
${more}  claims: [{claim: ${claim}, because: There always is., judge: every}]
`;

type RunSweep = NonNullable<Parameters<typeof answerFiles>[3]>;

/** Trains points in this process, those that have no result yet. */
const inThisProcess =
  (started: string[], exitCode: ExitCode = 0): RunSweep =>
  async (loaded, { runs }) => {
    const sweep = await findSweep(runs, loaded);
    for (const point of loaded.points) {
      const directory = join(sweep, pointName(point));
      if ((await runDirectory(directory).readResult()) || exitCode !== 0) continue;
      started.push(point.id);
      await mkdir(sweep, { recursive: true });
      const file = join(dirname(loaded.file), `${point.id}.yaml`);
      await writeFile(file, point.yaml);
      const { exitCode: code, stderr } = await runInProcess(['run', file, '--run-directory', directory]);
      if (code !== 0) throw new Error(stderr);
    }
    return exitCode;
  };

async function answer(
  t: ExecutionContext,
  file: string,
  options: Partial<AnswerOptions> & { readonly runs: string },
  runSweep?: RunSweep,
) {
  const { context, out, err } = testContext({ workingDirectory: dirname(file) });
  const code = await answerFiles([file], { run: true, jobs: 1, ...options }, context, runSweep);
  t.is(code, 0, err.join('\n'));
  return out;
}

test.serial(
  'a question runs what is missing, and from nothing gives the same page; a planted fault turns it',
  async (t) => {
    const { file, folder, runs } = await experimentFile(question('test/loss - 0.5 > 0'));
    const [started, again]: [string[], string[]] = [[], []];
    const page = async (name: string) => readFile(join(folder, name), 'utf8');
    const out = await answer(t, file, { runs, output: 'a.md' }, inThisProcess(started));
    t.regex(out.join('\n'), /Is there a loss\?.*\n {2}Holds +test\/loss - 0\.5 > 0/);
    t.is(started.length, 2);
    await answer(t, file, { runs: join(folder, 'other'), output: 'b.md' }, inThisProcess(again));
    t.deepEqual(again, started, 'the ids are those of before');
    t.is(await page('b.md'), await page('a.md'));
    for (const id of started) t.true((await page('a.md')).includes(`\`${id}\``));

    await answer(t, file, { runs, output: 'a.md' }, inThisProcess(started));
    t.is(started.length, 2, 'nothing was missing');

    const [{ id }] = started.map((each) => ({ id: each })) as [{ id: string }];
    const sweep = await sweepFolder(runs);
    const result = join(
      sweep,
      (await names(sweep)).find((name) => name.endsWith(id))!,
      'result.json',
    );
    const written = JSON.parse(await readFile(result, 'utf8')) as { test: { loss: number } };
    written.test.loss = -9;
    await writeFile(result, JSON.stringify(written));
    const turned = await answer(t, file, { runs, run: false });
    t.regex(turned.join('\n'), /Does not hold +test\/loss - 0\.5 > 0/);
  },
);

test('a question that lacks a variable or a run is told as not answered, and starts nothing', async (t) => {
  const needing = await experimentFile(question('test/loss > 0', '  needs: [NO_SUCH_ROOT]\n'));
  const never: RunSweep = () => Promise.reject(new Error('nothing is started'));
  const out = await answer(t, needing.file, { runs: needing.runs, output: 'page.md' }, never);
  t.regex(out.join('\n'), /Not answered: It needs `NO_SUCH_ROOT`, which is not set in the environment\./);
  t.regex(await readFile(join(needing.folder, 'page.md'), 'utf8'), /Not answered\. It needs `NO_SUCH_ROOT`/);

  const plain = await experimentFile(question('test/loss > 0'));
  const [first] = await answer(t, plain.file, { runs: plain.runs, run: false, json: true });
  const { answers } = JSON.parse(first!) as { answers: { open: string; claims: unknown[] }[] };
  t.regex(answers[0]!.open, /^2 of 2 runs have no result/);
  t.deepEqual(answers[0]!.claims, []);
});

test('a sweep that failed decides the exit code, and an interrupt ends it without a page', async (t) => {
  const { file, folder, runs } = await experimentFile(question('test/loss > 0'));
  const end = (exitCode: ExitCode) =>
    answerFiles(
      [file],
      { runs, run: true, jobs: 1, output: `${exitCode}.md` },
      testContext({ workingDirectory: folder }).context,
      inThisProcess([], exitCode),
    );
  t.is(await end(1), 1);
  t.regex(await readFile(join(folder, '1.md'), 'utf8'), /Not answered\. 2 of 2 runs have no result/);
  t.is(await end(130), 130);
  await t.throwsAsync(readFile(join(folder, '130.md')), { code: 'ENOENT' });
});

test('a question whose file has a launch section is submitted there, and not trained here', async (t) => {
  const { file, folder, runs } = await experimentFile(
    `${question('test/loss > 0')}plugins: [./queue.mjs]\nlaunch: {type: queue}\n`,
  );
  await writeFile(
    join(folder, 'queue.mjs'),
    `export const queue = ({ defineComponent, z }) => defineComponent({
      kind: 'launcher', type: 'queue', description: 'A queue of a test.', params: z.strictObject({}),
      build: () => ({ submit: (tasks) => Promise.reject(new Error('asked for ' + tasks.indexes)) }),
    });`,
  );
  const { context } = testContext({ workingDirectory: folder });
  await t.throwsAsync(answerFiles([file], { runs, run: true, jobs: 1 }, context), { message: /asked for 1,2/ });
});

test('a folder stands for its questions; without one, that is told', async (t) => {
  const folder = await newFolder();
  await mkdir(join(folder, 'questions'));
  await writeFile(join(folder, 'questions', '_base.yaml'), question('not read'));
  await writeFile(join(folder, 'questions', 'a.yaml'), tinyExperiment);
  const { context } = testContext({ workingDirectory: folder });
  const options = { runs: 'runs', run: false, jobs: 1 };
  const error = await t.throwsAsync(answerFiles(['questions'], options, context), { instanceOf: TesseraError });
  t.regex(error.message, /expected experiments with a section `question`, got none in `questions`/);
  await writeFile(join(folder, 'questions', 'b.yaml'), question('test/loss > 0'));
  t.is(await answerFiles(['questions'], options, context), 0);
  t.regex(await readFile(join(folder, 'docs', 'questions.md'), 'utf8'), /The question: `questions\/b\.yaml`/);
});

async function names(folder: string): Promise<string[]> {
  return (await readdir(folder)).filter((name) => !name.startsWith('.'));
}

async function sweepFolder(runs: string): Promise<string> {
  return join(runs, (await names(runs))[0]!);
}
