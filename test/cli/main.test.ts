import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { main } from '../../src/cli/main.ts';
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
    out: () => {
      throw new Error('the pipe is closed');
    },
  });
  t.is(await main(['schema'], context), 1);
  t.regex(err.join('\n'), /^Error: the pipe is closed\n\s+at /);
});

test('on a terminal errors are in colour', async (t) => {
  const { context, err } = testContext({ isTerminal: true });
  t.is(await main(['runn'], context), 2);
  t.true(err[0]!.startsWith('\u001b[31merror[bad-argument]\u001b[39m: expected a command'), err[0]);
});
