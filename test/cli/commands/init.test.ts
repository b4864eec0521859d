import { readdir, readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import test from 'ava';
import { encode } from 'fast-png';
import { main } from '../../../src/cli/main.ts';
import { fromSource } from '../../helpers/from-source.ts';
import { inTerminal } from '../../helpers/in-terminal.ts';
import { testIf } from '../../helpers/requirements.ts';
import { newFolder, runInProcess } from '../../helpers/tessera.ts';
import { testContext } from '../_context.ts';

const init = (folder: string, ...args: string[]) => runInProcess(['init', ...args], folder);

/** Photos and masks of 0 and 255; a PNG is a photo too. */
async function photosAndMasks(values: readonly number[] = [0, 255]): Promise<string> {
  const folder = await newFolder();
  const data = Uint8Array.from({ length: 64 }, (_, pixel) => values[pixel % values.length]!);
  for (const kind of ['photos', 'masks']) {
    await mkdir(join(folder, kind));
    for (const name of ['a', 'b', 'c'])
      await writeFile(join(folder, kind, `${name}.png`), encode({ height: 8, width: 8, channels: 1, data }));
  }
  return folder;
}

test('a project has its files, its experiment loads, and twice changes nothing', async (t) => {
  const folder = await newFolder();
  const first = await init(folder, 'Cats & dogs');
  t.is(first.exitCode, 0, first.stderr);
  t.regex(first.stdout, /experiments\/first\.yaml +wrote[^]*Next: cd Cats & dogs && npm install/);
  const project = join(folder, 'Cats & dogs');
  const files = (await readdir(project, { recursive: true })).toSorted();
  t.deepEqual(files, [
    '.gitignore',
    '.vscode',
    '.vscode/extensions.json',
    '.vscode/settings.json',
    'experiments',
    'experiments/first.yaml',
    'package.json',
  ]);
  const { name, dependencies } = JSON.parse(await readFile(join(project, 'package.json'), 'utf8')) as {
    name: string;
    dependencies: Record<string, string>;
  };
  t.is(name, 'cats-dogs');
  t.is(Object.keys(dependencies).length, 1);
  t.is((await runInProcess(['validate', 'experiments'], project)).exitCode, 0);
  await writeFile(join(project, '.gitignore'), 'mine\n');
  const again = await init(folder, 'Cats & dogs');
  t.is(again.exitCode, 0);
  t.regex(again.stdout, /package\.json +is there[^]*\.gitignore +kept, it has other content/);
  t.is(await readFile(join(project, '.gitignore'), 'utf8'), 'mine\n');
});

test('an experiment on data is written once; other content under its name is kept, and said', async (t) => {
  const folder = await photosAndMasks();
  const args = ['--data', 'photos', 'masks', '--name', 'mine'];
  const first = await init(folder, ...args);
  t.regex(
    first.stdout,
    /Found in \.:\n {2}3 photos with masks: photos\/\*\.png and masks\/\*\.png[^]*Wrote experiments\/mine\.yaml/,
  );
  t.deepEqual((await readdir(folder)).toSorted(), ['experiments', 'masks', 'photos']);
  t.regex((await init(folder, ...args)).stdout, /There already: experiments\/mine\.yaml/);
  const other = await init(folder, ...args, '--classes', 'a,b');
  t.is(other.exitCode, 2);
  t.regex(other.stderr, /experiments\/mine\.yaml is there already, with another content[^]*--name mine-2/);
  t.notRegex(await readFile(join(folder, 'experiments/mine.yaml'), 'utf8'), /255: b/);
});

test('with a folder, the project is made around the experiment', async (t) => {
  const folder = await photosAndMasks();
  const { stdout } = await init(folder, 'project', '--data', 'photos', 'masks', '--name', 'mine', '--json');
  const result = JSON.parse(stdout) as { file: string; files: { path: string }[]; found: string[] };
  t.is(result.file, join(folder, 'project/experiments/mine.yaml'));
  t.deepEqual((await readdir(join(folder, 'project'))).toSorted(), [
    '.gitignore',
    '.vscode',
    'experiments',
    'package.json',
  ]);
  t.deepEqual(await readdir(join(folder, 'project/experiments')), ['mine.yaml']);
  t.true((await readFile(result.file, 'utf8')).includes(`root: ${folder}`));
});

test('on a terminal names are asked for, and Enter keeps what was guessed', async (t) => {
  const folder = await photosAndMasks();
  const asked: string[] = [];
  const answer = (text: string) => async (question: string) => (asked.push(question), text);
  const run = (name: string, ask: (question: string) => Promise<string>) =>
    main(['init', '--data', 'photos', 'masks', '--name', name], testContext({ workingDirectory: folder, ask }).context);
  t.is(await run('kept', answer('')), 0);
  t.is(await run('named', answer('nothing, cell')), 0);
  t.deepEqual(
    asked,
    Array.from({ length: 2 }, () => 'Names of the classes, for 0, 255 [background,object]: '),
  );
  t.regex(await readFile(join(folder, 'experiments/kept.yaml'), 'utf8'), / 255: object/);
  t.regex(await readFile(join(folder, 'experiments/named.yaml'), 'utf8'), / 0: nothing[^]* 255: cell/);
});

test('Ctrl-C at a question ends as an interrupt, and writes nothing', async (t) => {
  const folder = await photosAndMasks();
  const ask = async () => Promise.reject(new DOMException('closed', 'AbortError'));
  const { context } = testContext({ workingDirectory: folder, ask });
  t.is(await main(['init', '--data', 'photos', 'masks'], context), 130);
  t.deepEqual((await readdir(folder)).toSorted(), ['masks', 'photos']);
});

const onTerminal = await testIf('pty');

onTerminal('a real terminal asks, takes what is typed, and a Ctrl-C at the question ends it', async (t) => {
  const folder = await photosAndMasks();
  const program = [
    process.execPath,
    ...fromSource,
    fileURLToPath(new URL('../../../src/cli/tessera.ts', import.meta.url)),
  ];
  const run = (name: string, typed: string) =>
    inTerminal([...program, 'init', '--data', 'photos', 'masks', '--name', name], {
      columns: 120,
      answers: [['background,object\\]: ', typed]],
      workingDirectory: folder,
    });
  const [typed, interrupted] = await Promise.all([run('typed', 'nothing, cell\r'), run('ended', '\x03')]);
  t.is(typed.exitCode, 0, typed.before);
  t.regex(await readFile(join(folder, 'experiments/typed.yaml'), 'utf8'), / 0: nothing[^]* 255: cell/);
  t.is(interrupted.exitCode, 130, interrupted.before);
  t.deepEqual(await readdir(join(folder, 'experiments')), ['typed.yaml']);
});

test('wrong options are told with what to write', async (t) => {
  const folder = await newFolder();
  const cases: readonly (readonly [args: readonly string[], message: RegExp])[] = [
    [['--classes', 'a,b'], /expected `--data` beside `--classes`/],
    [['--data', 'a', 'b', 'c'], /got 3 paths/],
    [['--data', 'a', '--ignore', 'x'], /expected values such as `0,255`, or `none`, for `--ignore`, got `x`/],
    [['--data', 'a', '--name', 'a b'], /expected a name of letters/],
    [['--data', 'a'], /expected a folder of photos or of masks, got `[^`]*a`, which is not there/],
  ];
  for (const [args, message] of cases) {
    const { exitCode, stderr } = await init(folder, ...args);
    t.is(exitCode, 2);
    t.regex(stderr, message);
  }
  t.deepEqual(await readdir(folder), []);
  await writeFile(join(folder, 'file'), '');
  t.regex((await init(folder, 'file')).stderr, /expected a folder for the project, got the file `file`/);
});

test('too few names are told with the values that they are for', async (t) => {
  const folder = await photosAndMasks([0, 1, 2]);
  const { exitCode, stderr } = await init(folder, '--data', 'photos', 'masks', '--classes', 'a');
  t.is(exitCode, 2);
  t.regex(stderr, /expected 3 names of classes, got 1: the masks have 0, 1, 2[^]*--classes background,class-1,class-2/);
});
