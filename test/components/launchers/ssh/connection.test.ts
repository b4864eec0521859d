import { chmod, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { runOn } from '../../../../src/components/launchers/ssh/connection.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { newFolder } from '../../../helpers/tessera.ts';

test('ssh never asks, gets the script as input, and its own options before ours', async (t) => {
  const folder = await newFolder();
  await writeFile(join(folder, 'ssh'), '#!/bin/sh\necho "$@" > "$OUT"\ncat >> "$OUT"\nexit 3\n');
  await chmod(join(folder, 'ssh'), 0o755);
  const environment = { PATH: `${folder}:${process.env['PATH']}`, OUT: join(folder, 'out') };
  const answer = await runOn({ host: 'me@gpu1', port: 22 }, 'echo hello\n', {
    options: ['-J', 'gateway'],
    environment,
  });
  t.is(answer.exitCode, 3);
  const [args, script] = (await readFile(join(folder, 'out'), 'utf8')).split('\n');
  t.regex(args!, /^-T -o BatchMode=yes -p 22 -J gateway -o ConnectTimeout=10 .*-- me@gpu1 exec sh -l -s$/);
  t.notRegex(args!, /StrictHostKeyChecking/);
  t.is(script, 'echo hello');
});

test('a machine without ssh is told so', async (t) => {
  const given = { options: [], environment: { PATH: await newFolder() } };
  const error = await t.throwsAsync(runOn({ host: 'gpu1' }, '', given), { instanceOf: TesseraError });
  t.like(error.problems[0], { code: 'program-missing', path: 'launcher.type' });
});
