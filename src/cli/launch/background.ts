import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { GitHook } from '../../launch/git-event.ts';
import type { Launch, QueuedCommit } from '../../launch/queue.ts';
import { launchDetails, launchJson, launchLine } from '../report/launches.ts';
import { answer, launchesFrom, self, type Setting } from './setting.ts';

/** Called by git. The commit is checked in the background; what is known after a moment is printed. */
export async function onGitHook([hook, ...rest]: readonly [GitHook, ...string[]], setting: Setting): Promise<ExitCode> {
  const { args, project, queue } = setting;
  const { newCommit } = await import('../../launch/git-event.ts');
  const commit = await newCommit(project.directory, hook, rest, { pulls: args.pulls });
  if (commit) await launchInBackground(await queue.addCommit(commit), setting, 1_000);
  return exitCodes.done;
}

export async function launchInBackground(commit: QueuedCommit, setting: Setting, patience: number): Promise<ExitCode> {
  const { args, context, queue } = setting;
  await startWorker(setting);
  const isChecked = async () => !(await queue.commits()).some(({ id }) => id === commit.id);
  for (const start = performance.now(); performance.now() - start < patience; await sleep(30)) {
    if (!(await isChecked())) continue;
    const launches = await launchesFrom(commit, queue);
    if (args.json) return answer({ checked: true, launches: launches.map((one) => launchJson(one, context)) }, context);
    announce(launches, setting);
    return exitCodes.done;
  }
  if (args.json) return answer({ checked: false, launches: [] }, context);
  context.out('tessera: what this commit launches is found out in the background: tessera launch --status');
  return exitCodes.done;
}

export async function startWorker({ args, project, queue }: Setting): Promise<void> {
  const { startDetached } = await import('../../launch/detach.ts');
  await startDetached(await self(args, ['--continue']), project.directory, queue.workLog);
}

/** Prints what a new commit launches, in the output of the git command that made it. */
function announce(launches: readonly Launch[], { context, project }: Setting): void {
  for (const launch of launches) {
    context.out(`tessera: ${launchLine(launch, project)}`);
    for (const line of launchDetails(launch, context)) context.out(line);
  }
  if (launches.some(({ state }) => state === 'waiting' || state === 'running'))
    context.out('  see it: tessera launch --status    stop it: tessera launch --cancel <id>');
}
