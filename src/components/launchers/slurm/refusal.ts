import type { Problem } from '../../../core/errors/index.ts';

/** What `sbatch` says, and the parameter that it is about. The first that fits counts. */
const table: readonly (readonly [says: RegExp, parameter: string | undefined])[] = [
  // It names all that a policy may limit.
  [/policy/i, undefined],
  [/invalid partition|partition name/i, 'partition'],
  [/invalid account|account\/partition/i, 'account'],
  [/\bqos\b/i, 'qos'],
  [/time limit|--time/i, 'time'],
  [/generic resource|\bgres\b|--gpus/i, 'gpus'],
  [/memory specification|--mem|memory/i, 'mem'],
  [/feature|constraint/i, 'constraint'],
  [/cpu count|processors|--cpus/i, 'cpus'],
  [/unrecognized option|invalid option|unknown option|ambiguous/i, 'extra'],
];

/** The problem of a submission that Slurm refused, at the parameter that it is about, if Slurm's words tell. */
export function refusalProblem(stderr: string, given: (parameter: string) => boolean): Problem {
  const said = wordsOf(stderr);
  const parameter = table.find(([says]) => says.test(said))?.[1];
  const isGiven = parameter !== undefined && given(parameter);
  return {
    code: 'launch-refused',
    path: isGiven ? `launcher.${parameter}` : 'launcher',
    message: `expected a job that Slurm takes; it said: ${said}`,
    hints: hintsOf(said, parameter, isGiven),
  };
}

function hintsOf(said: string, parameter: string | undefined, isGiven: boolean): string[] {
  if (parameter === 'partition') return ['`sinfo -s` lists the partitions'];
  if (parameter === 'account') return ['`sacctmgr show associations user=$USER` lists your accounts'];
  if (parameter === 'qos') return ['`sacctmgr show qos` lists them'];
  if (parameter !== undefined && !isGiven) return [`\`launch.${parameter}\` is not given: say what the job needs`];
  if (/policy|limit/i.test(said)) return ['it is more than you may submit at a time, or than a job may have here'];
  if (/node configuration/i.test(said))
    return ['no node has so many processors, GPUs or so much memory; see `sinfo -Nl`'];
  return ['nothing was submitted'];
}

/** Without the program's name before each line, and on one line. */
export function wordsOf(stderr: string): string {
  const lines = stderr
    .split('\n')
    .map((line) => line.replace(/^(sbatch|squeue|scancel|scontrol|slurm_\w+): (error: )?/, '').trim())
    .filter((line) => line !== '' && !/^Try .* for more information/.test(line));
  return lines.join('; ') || 'nothing';
}
