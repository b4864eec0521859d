import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import type { Command } from 'commander';
import { createProgram, main } from '../../src/cli/main.ts';
import { cellsOf } from '../../src/core/cells.ts';
import { tesseraVersion } from '../../src/core/version.ts';
import { newFolder } from '../helpers/tessera.ts';
import { testContext } from './_context.ts';

test('--version and --help print and end with 0', async (t) => {
  const { context, out, err } = testContext();
  t.is(await main(['--version'], context), 0);
  t.deepEqual(out, [tesseraVersion()]);
  t.is(await main(['run', '--help'], context), 0);
  t.regex(out[1]!, /^Usage: tessera run \[options\] \[file\]/);
  t.deepEqual(err, []);
});

test('--help names the exit codes', async (t) => {
  const { context, out } = testContext();
  t.is(await main(['--help'], context), 0);
  t.regex(out.join('\n'), /130 +ended by Ctrl-C[^]*143 +ended by SIGTERM[^]*129 +ended by SIGHUP/);
});

test('wrong input ends with 2, is told, and is written where the parent process reads it', async (t) => {
  const folder = await newFolder();
  const report = join(folder, 'report.json');
  const { context, out, err } = testContext({ workingDirectory: folder, environment: { TESSERA_REPORT: report } });
  t.is(await main(['run', 'nowhere.yaml'], context), 2);
  t.regex(err.join('\n'), /error\[file-missing\]/);
  t.deepEqual(out, []);
  t.like(JSON.parse(await readFile(report, 'utf8')), { problems: [{ code: 'file-missing' }] });
});

test('an error that nobody expects ends with 1 and shows where it came from', async (t) => {
  const { context, err } = testContext({
    data: () => {
      throw new Error('the pipe is closed');
    },
  });
  t.is(await main(['schema'], context), 1);
  t.regex(err.join('\n'), /^Error: the pipe is closed\n\s+at /);
});

test('on a terminal errors are in colour', async (t) => {
  const { context, err } = testContext({ hasColors: true });
  t.is(await main(['runn'], context), 2);
  t.true(err[0]!.startsWith('\u001b[31merror[bad-argument]\u001b[39m: expected a command'), err[0]);
});

/** The words of each command that does something. */
function leaves(command: Command, words: readonly string[] = []): string[][] {
  if (command.commands.length === 0) return [[...words]];
  return command.commands.flatMap((inner) => leaves(inner, [...words, inner.name()]));
}

const commands = leaves(createProgram([], testContext().context, () => {}));

test('each command takes --json', async (t) => {
  for (const words of commands) {
    const { context, out } = testContext();
    await main([...words, '--help'], context);
    t.regex(out.join('\n'), /^ {2}--json /m, words.join(' '));
  }
});

for (const columns of [60, 80, 120, 200])
  test(`no line of help is wider than a terminal of ${columns} columns, unless it is one command`, async (t) => {
    for (const words of [[], ...commands]) {
      const { context, out } = testContext({ columns: () => columns, program: () => 'npx tessera' });
      t.is(await main([...words, '--help'], context), 0);
      for (const line of out.join('\n').split('\n'))
        t.true(cellsOf(line) <= columns || /^(?:Usage:)? +npx tessera \S/.test(line), `${words.join(' ')}: ${line}`);
    }
  });

test('with --json, what is wrong with a command line or a file is JSON on standard output, and text beside it', async (t) => {
  for (const [args, expected] of [
    [['list', '--jsn', '--json'], { code: 'bad-argument', got: '`--jsn`', file: null }],
    [['runn', '--json'], { code: 'bad-argument', expected: 'a command of `tessera`', got: '`runn`' }],
    [['validate', '--json'], { code: 'bad-argument', expected: 'the argument <files>' }],
    [['explain', 'nowhere.yaml', '--json'], { code: 'file-missing' }],
  ] as const) {
    const { context, out, err } = testContext();
    t.is(await main(args, context), 2);
    t.is(out.length, 1);
    const { errors } = JSON.parse(out[0]!) as { errors: object[] };
    t.like(errors[0], expected);
    t.regex(err.join('\n'), /error\[/);
  }
});

test('with --json, an error that nobody expects is one too', async (t) => {
  const printed: string[] = [];
  let isFirst = true;
  const { context, err } = testContext({
    data(text) {
      if (!isFirst) return void printed.push(text);
      isFirst = false;
      throw new Error('it is gone');
    },
  });
  t.is(await main(['schema', '--json'], context), 1);
  t.like(JSON.parse(printed.join('')), { errors: [{ code: 'unexpected', message: 'it is gone', hints: [] }] });
  t.regex(err.join('\n'), /^Error: it is gone\n\s+at /);
});
