import type { TaskArray } from '../../../jobs/launcher.ts';
import { shellQuote } from '../../../core/shell-quote.ts';

/**
 * The script of an array's jobs. A login shell has `module` and the like. It becomes the task's process by `exec`: with
 * the process as its child, the shell would die of the signal that asks for a checkpoint, and the process would go on
 * unseen.
 *
 * @param offset what is added to the number of a job in its array to get the task's index
 */
export function jobScript(
  { command, workingDirectory, environment }: Pick<TaskArray, 'command' | 'workingDirectory' | 'environment'>,
  setup: readonly string[],
  offset: number,
): string {
  const index = offset === 0 ? '"$SLURM_ARRAY_TASK_ID"' : `"$((SLURM_ARRAY_TASK_ID + ${offset}))"`;
  return [
    '#!/bin/bash -l',
    `cd ${shellQuote(workingDirectory)} || exit 2`,
    ...Object.entries(environment).map(([name, value]) => `export ${name}=${shellQuote(value)}`),
    ...(setup.length > 0 ? ['set -e', ...setup, 'set +e'] : []),
    `exec ${command.map(shellQuote).join(' ')} ${index}`,
    '',
  ].join('\n');
}
