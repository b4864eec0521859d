import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { numberRanges } from '../../../core/number-ranges.ts';
import type { Capacity, Launcher, Submission, TaskArray, TaskStatus } from '../../../jobs/launcher.ts';
import { chunksOf, type Chunk } from './chunks.ts';
import { jobScript } from './job-script.ts';
import { refusalProblem, wordsOf } from './refusal.ts';
import { sbatchOptions, type SlurmParams } from './sbatch-options.ts';
import { slurmCommand, type Environment } from './slurm-command.ts';
import { parseSqueue, squeueFormat } from './squeue.ts';

/** So often a job goes back into the queue that comes no further. */
const mostInVain = 3;

/** Where the controller doesn't say: its default. */
const usualArraySize = 1001;

/** One array of jobs for each thousand tasks or so. The queue is Slurm's own; nothing has to run here meanwhile. */
export function slurmLauncher(params: SlurmParams, environment: Environment): Launcher {
  const run = (program: Parameters<typeof slurmCommand>[0], args: readonly string[]) =>
    slurmCommand(program, args, environment);
  return {
    async submit(tasks) {
      const submitted: Submission[] = [];
      for (const chunk of chunksOf(tasks.indexes, await maxArraySize(environment))) {
        const after = params.max_parallel === undefined ? undefined : submitted.at(-1);
        const args = await writeSubmission(tasks, chunk, params, after && arrayOf(after).job);
        const { exitCode, stdout, stderr } = await run('sbatch', args);
        const [, job] = /^(\d+)/.exec(stdout.trim().split('\n').at(-1) ?? '') ?? [];
        if (exitCode !== 0 || job === undefined) {
          if (submitted.length > 0)
            await run(
              'scancel',
              submitted.map((each) => arrayOf(each).job),
            );
          throw new TesseraError(refusalProblem(stderr || stdout, (name) => isGiven(params, name)));
        }
        const id = chunk.offset === 0 ? job : `${job}+${chunk.offset}`;
        submitted.push({ id, indexes: chunk.indexes, folder: tasks.folder });
      }
      return submitted;
    },

    async status(submissions) {
      if (submissions.length === 0) return new Map();
      const arrays = submissions.map(arrayOf);
      const ids = arrays.map(({ job }) => job).join(',');
      const { exitCode, stdout, stderr } = await run('squeue', [
        '-h',
        '-r',
        '-t',
        'all',
        '-j',
        ids,
        '-o',
        squeueFormat,
      ]);
      // That is what it says of jobs that have ended a while ago.
      if (exitCode !== 0 && !/invalid job id/i.test(stderr)) throw failed('squeue', stderr);
      const offsets = new Map(arrays.map(({ job, offset }) => [job, offset]));
      return new Map<number, TaskStatus>(
        parseSqueue(stdout).flatMap(({ job, number, status }) =>
          offsets.has(job) ? [[number + offsets.get(job)!, status]] : [],
        ),
      );
    },

    async cancel(submissions, indexes) {
      const jobs = submissions.flatMap((each) => {
        const { job, offset } = arrayOf(each);
        if (!indexes) return [job];
        return each.indexes.filter((index) => indexes.includes(index)).map((index) => `${job}_${index - offset}`);
      });
      if (jobs.length === 0) return;
      const { exitCode, stderr } = await run('scancel', jobs);
      if (exitCode !== 0 && !/invalid job id|already completing|already completed/i.test(stderr))
        throw failed('scancel', stderr);
    },

    logs(submission, index) {
      const { job, offset } = arrayOf(submission);
      return [join(submission.folder, `slurm-${job}_${index - offset}.log`)];
    },

    async capacity() {
      return capacityOf(params, (await run('scontrol', ['show', 'partition', '-o'])).stdout);
    },

    async throttle(submissions, atOnce) {
      for (const { job } of submissions.map(arrayOf)) {
        const { exitCode, stderr } = await run('scontrol', ['update', `JobId=${job}`, `ArrayTaskThrottle=${atOnce}`]);
        // An array all of whose jobs have started, or ended, needs none.
        if (exitCode !== 0 && !/invalid job id|already finished|job has already/i.test(stderr))
          throw failed('scontrol', stderr);
      }
    },

    async startAgain(hasGained) {
      const { SLURM_ARRAY_JOB_ID: array, SLURM_ARRAY_TASK_ID: number, SLURM_RESTART_COUNT: restarts } = environment;
      if (!array || !number) return false;
      if (!hasGained && Number(restarts ?? 0) >= mostInVain) return false;
      // The number of the job alone may be that of the array, and would start its siblings again too.
      const job = `${array}_${number}`;
      const { stdout } = await run('squeue', ['-h', '-j', job, '-o', '%T']);
      // A job that was cancelled, or is over its time, is completing.
      if (stdout.trim() !== 'RUNNING') return false;
      return (await run('scontrol', ['requeue', job])).exitCode === 0;
    },
  };
}

/** The job number of a submission's array, and what its numbers lack to be indexes. */
function arrayOf({ id }: Submission): { readonly job: string; readonly offset: number } {
  const [job = '', offset = '0'] = id.split('+');
  return { job, offset: Number(offset) };
}

/** Writes the script. @returns the arguments of sbatch */
async function writeSubmission(
  tasks: TaskArray,
  { offset, indexes }: Chunk,
  params: SlurmParams,
  after: string | undefined,
): Promise<string[]> {
  const { cpus, max_parallel: most, setup } = params;
  const environment = { ...(cpus !== undefined && { TESSERA_THREADS: String(cpus) }), ...tasks.environment };
  const file = join(tasks.folder, offset === 0 ? 'job.sh' : `job-${offset}.sh`);
  await writeFile(file, jobScript({ ...tasks, environment }, setup, offset), { mode: 0o755 });
  const array = numberRanges(indexes.map((index) => index - offset));
  return [
    '--parsable',
    `--array=${array}${most === undefined ? '' : `%${most}`}`,
    `--job-name=${tasks.name}`,
    `--chdir=${tasks.workingDirectory}`,
    // A % in the folder's name would begin a pattern.
    `--output=${join(tasks.folder.replaceAll('%', '%%'), 'slurm-%A_%a.log')}`,
    ...sbatchOptions(params),
    ...(after === undefined ? [] : [`--dependency=afterany:${after}`]),
    file,
  ];
}

async function maxArraySize(environment: Environment): Promise<number> {
  const { stdout } = await slurmCommand('scontrol', ['show', 'config'], environment);
  return Number(/^MaxArraySize\s*=\s*(\d+)/m.exec(stdout)?.[1] ?? usualArraySize);
}

/** @param partitions what `scontrol show partition -o` says */
export function capacityOf({ partition, cpus = 1, max_parallel: most }: SlurmParams, partitions: string): Capacity {
  const found = partitions
    .split('\n')
    .map((line) => new Map([...line.matchAll(/(\w+)=(\S*)/g)].map(([, key, value]) => [key!, value!])))
    .find((fields) =>
      partition === undefined ? fields.get('Default') === 'YES' : fields.get('PartitionName') === partition,
    );
  if (!found) return { ...(most !== undefined && { atOnce: most }), detail: 'Slurm' };
  const [processors, nodes] = [Number(found.get('TotalCPUs')), Number(found.get('TotalNodes'))];
  const fit = Math.floor(processors / cpus);
  return {
    atOnce: Math.min(fit, most ?? fit),
    detail:
      `partition ${found.get('PartitionName')} of Slurm: ${nodes} node${nodes === 1 ? '' : 's'}, ${processors} ` +
      'processors',
  };
}

function isGiven(params: SlurmParams, name: string): boolean {
  const value: unknown = params[name as keyof SlurmParams];
  return Array.isArray(value) ? value.length > 0 : value !== undefined;
}

function failed(program: string, stderr: string): TesseraError {
  return new TesseraError({
    code: 'launcher-failed',
    path: 'launcher.type',
    message: `expected an answer from Slurm's \`${program}\`, it said: ${wordsOf(stderr)}`,
  });
}
