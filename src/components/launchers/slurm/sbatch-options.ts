import { durationInSeconds } from '../../../../schemas/duration.ts';

/** What the YAML says of a job. */
export interface SlurmParams {
  readonly partition?: string | undefined;
  readonly time?: string | undefined;
  readonly cpus?: number | undefined;
  readonly gpus?: number | string | undefined;
  readonly mem?: string | undefined;
  readonly max_parallel?: number | undefined;
  readonly setup: readonly string[];
  readonly account?: string | undefined;
  readonly qos?: string | undefined;
  readonly constraint?: string | undefined;
  readonly save_before: string;
  readonly extra: readonly string[];
}

/**
 * The options of `sbatch` that the parameters ask for. `B:` sends the signal to the script alone, which has become the
 * task's process by `exec`; without it, it would reach only steps that `srun` has started.
 */
export function sbatchOptions(params: SlurmParams): string[] {
  const { partition, time, cpus, gpus, mem, account, qos, constraint, extra } = params;
  const option = (name: string, value: string | number | undefined) =>
    value === undefined ? [] : [`--${name}=${value}`];
  return [
    ...option('partition', partition),
    ...option('time', time && slurmTime(durationInSeconds(time))),
    '--nodes=1',
    '--ntasks=1',
    ...option('cpus-per-task', cpus),
    ...(gpus === undefined || gpus === 0 ? [] : option('gres', `gpu:${gpus}`)),
    ...option('mem', mem),
    ...option('account', account),
    ...option('qos', qos),
    ...option('constraint', constraint),
    `--signal=B:USR2@${durationInSeconds(params.save_before)}`,
    '--requeue',
    '--open-mode=append',
    ...extra,
  ];
}

/** `hours:minutes:seconds`. Slurm rounds up to minutes. */
export function slurmTime(seconds: number): string {
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, '0')).join(':');
}
