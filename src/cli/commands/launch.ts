import { resolve } from 'node:path';
import { TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { CliContext } from '../context.ts';
import type { LaunchArguments, Setting } from '../launch/setting.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

/** What `launch` can be asked to do. One of them is given. */
const tasks = [
  'since',
  'status',
  'cancel',
  'continue',
  'installHook',
  'uninstallHook',
  'ci',
  'gitHook',
  'runLaunch',
] as const;

export const defineLaunch: DefineCommand = (command, context, exit) => {
  const task = (flags: string, what?: string) => {
    const option = command.createOption(flags, what);
    return option.conflicts(tasks.filter((name) => name !== option.attributeName()));
  };
  command
    .name('launch')
    .description('Run the experiments that commits add or change, one after the other, exactly as they were committed.')
    .addOption(task('--install-hook', 'do it at each commit, in the background'))
    .addOption(task('--uninstall-hook', 'undo --install-hook'))
    .addOption(task('--status', 'what waits, runs, has ended or is invalid, and where the logs are'))
    .addOption(task('--cancel <id>', 'stop a launch by its id or its file; a run that trains saves first'))
    .addOption(task('--continue', 'go on with what waits, as after a restart of the machine'))
    .addOption(task('--since <rev>', 'run what changed after this commit, such as HEAD~1 or origin/main'))
    .addOption(command.createOption('--until <rev>').hideHelp())
    .addOption(
      task('--ci <service>', 'write a workflow: pull requests get a plan, what is merged runs on your runner').choices([
        'github',
      ]),
    )
    .option('--pulls', 'with --install-hook: also run what pulls and merges bring')
    .addOption(command.createOption('--detach', 'with --since or --continue: in the background').conflicts('dryRun'))
    .option('--dry-run', 'with --since: list and check the experiments, run nothing')
    .addOption(
      command
        .createOption('--markdown', 'with --since: print a comment for a pull request')
        .conflicts(['json', 'detach']),
    )
    .addOption(runsOption('where run folders are made'))
    .addOption(jsonOption())
    .addOption(task('--git-hook <words...>').hideHelp())
    .addOption(task('--run-launch <id>').hideHelp())
    .action(async (args: LaunchArguments) => exit(await perform(args, context)));
};

async function perform(args: LaunchArguments, context: CliContext): Promise<ExitCode> {
  if (tasks.every((name) => args[name] === undefined)) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected one of ${tasks
        .slice(0, 7)
        .map((name) => `\`${flagOf(name)}\``)
        .join(', ')}, got none`,
      hints: ['tessera launch --install-hook', 'tessera launch --since HEAD~1', 'tessera launch --status'],
    });
  }
  const { findProject } = await import('../../launch/project.ts');
  const { launchQueue } = await import('../../launch/queue.ts');
  const project = await findProject(context.workingDirectory);
  const queue = launchQueue(resolve(project.directory, args.runs));
  const setting: Setting = { args, context, project, queue };
  if (args.installHook) return (await import('../launch/hook.ts')).installHook(setting);
  if (args.uninstallHook) return (await import('../launch/hook.ts')).uninstallHook(setting);
  if (args.ci !== undefined) return (await import('../launch/workflow.ts')).writeCi(setting);
  if (args.status) return (await import('../launch/queue.ts')).showStatus(setting);
  if (args.cancel !== undefined) return (await import('../launch/queue.ts')).cancel(args.cancel, setting);
  if (args.gitHook) return (await import('../launch/background.ts')).onGitHook(args.gitHook, setting);
  if (args.runLaunch !== undefined) return (await import('../launch/run-one.ts')).runLaunch(args.runLaunch, setting);
  if (args.since !== undefined) return (await import('../launch/since.ts')).launchSince(args.since, setting);
  return (await import('../launch/queue.ts')).goOn(setting);
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}
