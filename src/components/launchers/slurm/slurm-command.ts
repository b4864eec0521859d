import { execa } from 'execa';
import { TesseraError } from '../../../core/errors/index.ts';
import { wordsOf } from './refusal.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

export interface SlurmAnswer {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A controller that is restarted answers after a while; one that is gone doesn't. */
const longestWait = 60_000;

/**
 * Runs one of Slurm's programs. @throws TesseraError `program-missing` if it isn't there, `launcher-failed` if it
 * doesn't answer
 */
export async function slurmCommand(
  program: 'sbatch' | 'squeue' | 'scancel' | 'scontrol',
  args: readonly string[],
  environment: Environment,
): Promise<SlurmAnswer> {
  const { exitCode, stdout, stderr, code, timedOut } = await execa(program, args, {
    env: { ...environment, LC_ALL: 'C' },
    extendEnv: false,
    stdin: 'ignore',
    timeout: longestWait,
    reject: false,
  });
  if (code === 'ENOENT') throw missing(program);
  if (timedOut || exitCode === undefined || isDown(stderr))
    throw silent(program, timedOut ? 'nothing' : wordsOf(stderr));
  return { exitCode, stdout, stderr };
}

function isDown(stderr: string): boolean {
  return /unable to contact slurm controller|connection refused|socket timed out|could not establish a configuration source|unable to process configuration|munge/i.test(
    stderr,
  );
}

function missing(program: string): TesseraError {
  return new TesseraError({
    code: 'program-missing',
    path: 'launcher.type',
    message: `expected Slurm's \`${program}\` on this machine, found none on PATH`,
    hints: [
      "do this on a login node of the cluster, where Slurm's programs are",
      'or run the points here in the background: --set launch.type=local',
    ],
  });
}

function silent(program: string, said: string): TesseraError {
  return new TesseraError({
    code: 'launcher-failed',
    path: 'launcher.type',
    message: `expected an answer from Slurm's controller, \`${program}\` said: ${said}`,
    hints: ['jobs that run go on; ask again when `scontrol ping` says that the controller is up'],
  });
}
