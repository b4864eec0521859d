import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { GitHook } from '../../launch/git-event.ts';
import type { Command } from '../../launch/launcher.ts';
import type { Project } from '../../launch/project.ts';
import type { Launch, LaunchQueue, QueuedCommit } from '../../launch/queue.ts';
import type { CliContext } from '../context.ts';

export interface LaunchArguments {
  readonly runs: string;
  readonly json?: boolean;
  readonly since?: string;
  readonly until?: string;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly status?: boolean;
  readonly cancel?: string;
  readonly continue?: boolean;
  readonly installHook?: boolean;
  readonly uninstallHook?: boolean;
  readonly pulls?: boolean;
  readonly ci?: 'github';
  readonly markdown?: boolean;
  readonly gitHook?: readonly [GitHook, ...string[]];
  readonly runLaunch?: string;
}

export interface Setting {
  readonly args: LaunchArguments;
  readonly context: CliContext;
  readonly project: Project;
  readonly queue: LaunchQueue;
}

export async function partsOf({ project, queue, context }: Setting) {
  const { launchParts } = await import('./parts.ts');
  return launchParts(project, queue, context);
}

export async function commandOf(args: LaunchArguments): Promise<(launch: Launch) => Command> {
  const command = await self(args, ['--run-launch']);
  return ({ id }) => [...command, id];
}

/** The command that starts this one again, for the same runs. */
export async function self({ runs }: LaunchArguments, words: readonly string[]): Promise<Command> {
  const { selfCommand } = await import('../../launch/self.ts');
  return selfCommand(['launch', ...(runs === 'runs' ? [] : ['--runs', runs]), ...words]);
}

export async function launchesFrom({ id }: QueuedCommit, queue: LaunchQueue): Promise<Launch[]> {
  return (await queue.launches()).filter((launch) => launch.id.startsWith(`${id}-`));
}

export function answer(value: unknown, context: CliContext): ExitCode {
  context.data(JSON.stringify(value));
  return exitCodes.done;
}
