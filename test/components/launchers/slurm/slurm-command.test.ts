import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { slurmCommand } from '../../../../src/components/launchers/slurm/slurm-command.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import { testIf } from '../../../helpers/requirements.ts';
import { newFolder } from '../../../helpers/tessera.ts';

const testOnUnix = await testIf('permissions');

/** An environment in which `squeue` is this script. */
async function withSqueue(script: string) {
  const folder = await newFolder();
  await writeFile(join(folder, 'squeue'), `#!/bin/sh\n${script}\n`);
  await chmod(join(folder, 'squeue'), 0o755);
  return { PATH: `${folder}:/usr/bin:/bin`, SLURM_CONF: '/etc/x' };
}

testOnUnix('a program gets its arguments and this environment, in the language of the parser', async (t) => {
  const environment = await withSqueue('echo "$1 $SLURM_CONF $LC_ALL"; echo refused >&2; exit 3');
  const answer = await slurmCommand('squeue', ['--me'], environment);
  t.like(answer, { exitCode: 3, stdout: '--me /etc/x C', stderr: 'refused' });
});

testOnUnix('a controller that does not answer is told from one that refuses', async (t) => {
  const words = [
    'Unable to contact slurm controller (connect failure)',
    'munge: not running',
    'Socket timed out on send',
  ];
  for (const said of words) {
    const environment = await withSqueue(`echo "squeue: error: ${said}" >&2; exit 1`);
    const error = await t.throwsAsync(slurmCommand('squeue', [], environment), { instanceOf: TesseraError });
    t.is(error.problems[0]!.code, 'launcher-failed');
    t.true(error.message.includes(said), error.message);
  }
});

test('a machine without Slurm says so', async (t) => {
  const error = await t.throwsAsync(slurmCommand('sbatch', [], { PATH: await newFolder() }), {
    instanceOf: TesseraError,
  });
  t.like(error.problems[0], { code: 'program-missing', path: 'launcher.type' });
  t.regex(error.message, /`sbatch`/);
});
