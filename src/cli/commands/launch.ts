import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, isInterrupted, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { GitHook } from '../../launch/git-event.ts';
import type { Command } from '../../launch/launcher.ts';
import type { Project } from '../../launch/project.ts';
import type { Launch, LaunchQueue, QueuedCommit } from '../../launch/queue.ts';
import type { CliContext } from '../context.ts';
import { jsonOption, runsOption } from '../options.ts';
import { launchDetails, launchJson, launchLine } from '../report/launches.ts';
import type { DefineCommand } from './index.ts';

interface LaunchArguments {
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
  if (args.installHook) return installHook(setting);
  if (args.uninstallHook) return uninstallHook(setting);
  if (args.ci !== undefined) return writeCi(setting);
  if (args.status) return showStatus(setting);
  if (args.cancel !== undefined) return cancel(args.cancel, setting);
  if (args.gitHook) return onGitHook(args.gitHook, setting);
  if (args.runLaunch !== undefined) return runLaunch(args.runLaunch, setting);
  if (args.since !== undefined) return launchSince(args.since, setting);
  return goOn(setting);
}

interface Setting {
  readonly args: LaunchArguments;
  readonly context: CliContext;
  readonly project: Project;
  readonly queue: LaunchQueue;
}

function flagOf(name: string): string {
  return `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

async function installHook({ args, context, project }: Setting): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const files = await hook.installHook(project, await self(args, [...(args.pulls ? ['--pulls'] : []), '--git-hook']));
  if (args.json) return answer({ hooks: files, pulls: args.pulls ?? false }, context);
  context.out(
    `Each commit now launches the experiments below ${project.directory}/experiments that it adds or changes.`,
  );
  context.out(
    args.pulls
      ? 'So does each pull, merge and rebase, with what it brings.'
      : 'What pulls and merges bring is not launched; --pulls would do that.',
  );
  for (const file of files) context.out(`  hook:      ${file}`);
  context.out('  see it:    tessera launch --status');
  context.out('  undo it:   tessera launch --uninstall-hook');
  return exitCodes.done;
}

async function uninstallHook({ args, context, project }: Setting): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const files = await hook.uninstallHook(project);
  if (args.json) return answer({ hooks: files }, context);
  context.out(
    files.length === 0
      ? `There was no hook of Tessera for ${project.directory}.`
      : `Commits launch nothing in ${project.directory} any more. Changed: ${files.join(', ')}`,
  );
  return exitCodes.done;
}

async function writeCi({ args, context, project }: Setting): Promise<ExitCode> {
  const { writeWorkflow } = await import('../write-workflow.ts');
  const { file, branch } = await writeWorkflow(project, args.runs === 'runs' ? undefined : args.runs);
  if (args.json) return answer({ file, branch }, context);
  context.out(`Written: ${file}. It needs a self-hosted runner on a machine with the data.`);
  context.out('  pull requests:  checked, and a comment says what merging would launch');
  context.out(`  ${branch}:  launched on that runner, and a comment has the leaderboard`);
  return exitCodes.done;
}

async function showStatus({ args, context, project, queue }: Setting): Promise<ExitCode> {
  const { readStatus, statusJson, statusLines } = await import('../report/launch-status.ts');
  const status = await readStatus(queue);
  if (args.json) return answer(statusJson(status, queue, context), context);
  for (const line of statusLines(status, queue, project, context)) context.out(line);
  return exitCodes.done;
}

async function cancel(name: string, { args, context, queue }: Setting): Promise<ExitCode> {
  const { hasEnded } = await import('../../launch/queue.ts');
  const { cancelIdle } = await import('../../launch/check-commit.ts');
  const open = (await queue.launches()).filter((launch) => !hasEnded(launch));
  const chosen = open.filter(({ id, file }) => id === name || file === name);
  if (chosen.length === 0) {
    throw new TesseraError({
      code: 'bad-argument',
      message: `expected the id or the file of a launch that waits or runs, got ${name}`,
      hints: open.length === 0 ? ['nothing waits or runs'] : open.map(({ id, file }) => `${id}  ${file}`),
    });
  }
  const cancelled = [];
  for (const { id, file } of chosen) {
    await queue.requestCancel(id);
    const isOver = await cancelIdle(queue, id);
    cancelled.push({ id, file, over: isOver });
    if (args.json) continue;
    context.out(isOver ? `${file} (${id}) is cancelled.` : `${file} (${id}) stops after its step and saves.`);
  }
  return args.json ? answer({ launches: cancelled }, context) : exitCodes.done;
}

/** Called by git. The commit is checked in the background; what is known after a moment is printed. */
async function onGitHook([hook, ...rest]: readonly [GitHook, ...string[]], setting: Setting): Promise<ExitCode> {
  const { args, project, queue } = setting;
  const { newCommit } = await import('../../launch/git-event.ts');
  const commit = await newCommit(project.directory, hook, rest, { pulls: args.pulls });
  if (commit) await launchInBackground(await queue.addCommit(commit), setting, 1_000);
  return exitCodes.done;
}

async function launchSince(since: string, setting: Setting): Promise<ExitCode> {
  const { args, context, project, queue } = setting;
  const { rangeSince } = await import('../../launch/commits.ts');
  const { checkCommit, launchesOf } = await import('../../launch/check-commit.ts');
  const range = await rangeSince(project.directory, since, args.until);
  const parts = await partsOf(setting);
  if (args.dryRun) {
    const launches = await launchesOf({ id: `dry-run-${process.pid}`, ...range }, parts);
    return await report(launches, since, setting);
  }
  const commit = await queue.addCommit(range);
  if (args.detach) return launchInBackground(commit, setting, 60_000);
  await checkCommit(queue, commit, parts);
  const launches = await launchesFrom(commit, queue);
  for (const launch of launches) if (launch.state === 'waiting') context.err(launchLine(launch, project));
  const wasInterrupted = launches.length > 0 && (await workOn(launches, setting));
  const code = await report(await launchesFrom(commit, queue), since, setting);
  return wasInterrupted ? exitCodes.interrupted : code;
}

async function goOn(setting: Setting): Promise<ExitCode> {
  if (setting.args.detach) {
    await startWorker(setting);
    if (setting.args.json) return answer({ detached: true }, setting.context);
    setting.context.out('  see it:    tessera launch --status');
    return exitCodes.done;
  }
  const parts = await partsOf(setting);
  const { checkCommit } = await import('../../launch/check-commit.ts');
  const { workQueue } = await import('../../launch/work-queue.ts');
  // A new commit is checked at once, also while another process is busy with a run.
  for (const commit of await setting.queue.commits()) await checkCommit(setting.queue, commit, parts);
  const end = await workQueue(setting.queue, {
    ...parts,
    command: await commandOf(setting.args),
    logOf: ({ id }) => setting.queue.logOf(id),
  });
  if (end === 'busy') setting.context.err('Another process works on the queue; it takes what waits.');
  if (setting.args.json) await showStatus(setting);
  return end === 'interrupted' ? exitCodes.interrupted : exitCodes.done;
}

/** Works on the queue until these launches have ended. @returns whether it was interrupted; they are cancelled then */
async function workOn(launches: readonly Launch[], setting: Setting): Promise<boolean> {
  const { args, context, queue } = setting;
  const { hasEnded } = await import('../../launch/queue.ts');
  const { workQueue } = await import('../../launch/work-queue.ts');
  const { cancelIdle } = await import('../../launch/check-commit.ts');
  const { describeHolder, leaseState } = await import('../../core/lease/index.ts');
  const ids = new Set(launches.map(({ id }) => id));
  const open = async () => (await queue.launches()).filter((launch) => ids.has(launch.id) && !hasEnded(launch));
  const interrupt = new AbortController();
  const stopListening = context.onInterrupt(() => interrupt.abort());
  const options = {
    ...(await partsOf(setting)),
    command: await commandOf(args),
    logOf: ({ id }: Launch) => (ids.has(id) && !args.json ? undefined : queue.logOf(id)),
    isDone: async () => (await open()).length === 0,
    started: ({ file, id }: Launch) => context.err(`[${new Date().toISOString()}] tessera run ${file} (${id})`),
  };
  try {
    for (let told = false; (await open()).length > 0 && !interrupt.signal.aborted; told = true) {
      if ((await workQueue(queue, options)) !== 'busy') continue;
      const lease = await leaseState(queue.leaseFile);
      const holder = 'holder' in lease ? lease.holder : undefined;
      if (!told) context.err(`Waiting for ${describeHolder(holder)}, which works on the queue.`);
      await sleep(500, undefined, { signal: interrupt.signal }).catch(() => undefined);
    }
    if (interrupt.signal.aborted) {
      for (const { id } of await open()) {
        await queue.requestCancel(id);
        await cancelIdle(queue, id);
      }
    }
    if ((await queue.launches()).some((launch) => !hasEnded(launch))) await startWorker(setting);
    return interrupt.signal.aborted;
  } finally {
    stopListening();
  }
}

/** Runs one launch in this process. */
async function runLaunch(id: string, setting: Setting): Promise<ExitCode> {
  const { args, context, project, queue } = setting;
  const start = await import('../../launch/run-launch.ts');
  const { readReport, reportVariable } = await import('../../launch/report.ts');
  const { main } = await import('../main.ts');
  const runs = resolve(project.directory, args.runs);
  const ended = await start.runLaunch(queue, id, {
    ...(await partsOf(setting)),
    async run(what, directory) {
      process.chdir(directory);
      try {
        const words = 'resume' in what ? ['--resume', what.resume] : [what.file];
        const code = await main(['run', ...words, '--runs', runs], { ...context, workingDirectory: directory });
        if (code === exitCodes.done) return { state: 'completed' };
        if (isInterrupted(code)) return { state: 'interrupted' };
        const file = context.environment[reportVariable];
        return { state: 'failed', problems: file ? await readReport(file) : undefined };
      } finally {
        process.chdir(project.directory);
      }
    },
    // Every listener of the process hears it, as if the signal had come.
    stop: () => void process.emit('SIGINT', 'SIGINT'),
  });
  return ended?.state === 'failed' ? exitCodes.runFailed : exitCodes.done;
}

async function launchInBackground(commit: QueuedCommit, setting: Setting, patience: number): Promise<ExitCode> {
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

async function startWorker({ args, project, queue }: Setting): Promise<void> {
  const { startDetached } = await import('../../launch/detach.ts');
  await startDetached(await self(args, ['--continue']), project.directory, queue.workLog);
}

async function partsOf({ project, queue, context }: Setting) {
  const { launchParts } = await import('../launch-parts.ts');
  return launchParts(project, queue, context);
}

async function commandOf(args: LaunchArguments): Promise<(launch: Launch) => Command> {
  const command = await self(args, ['--run-launch']);
  return ({ id }) => [...command, id];
}

/** The command that starts this one again, for the same runs. */
async function self({ runs }: LaunchArguments, words: readonly string[]): Promise<Command> {
  const { selfCommand } = await import('../../launch/self.ts');
  return selfCommand(['launch', ...(runs === 'runs' ? [] : ['--runs', runs]), ...words]);
}

async function launchesFrom({ id }: QueuedCommit, queue: LaunchQueue): Promise<Launch[]> {
  return (await queue.launches()).filter((launch) => launch.id.startsWith(`${id}-`));
}

function answer(value: unknown, context: CliContext): ExitCode {
  context.data(JSON.stringify(value));
  return exitCodes.done;
}

/** Prints how launches ended; the exit code says the worst of it. */
async function report(launches: readonly Omit<Launch, 'id'>[], since: string, setting: Setting): Promise<ExitCode> {
  const { args, context, project } = setting;
  if (args.json) {
    answer(
      launches.map((launch) => launchJson(launch, context)),
      context,
    );
  } else if (args.markdown) context.data(await markdownOf(launches, setting));
  else if (launches.length === 0) context.err(`No experiment was added or changed since ${since}.`);
  for (const launch of launches) {
    if (!args.json && !args.markdown) context.out(launchLine(launch, project));
    for (const line of launchDetails(launch, context)) context.err(line);
  }
  const states = new Set(launches.map(({ state }) => state));
  if (states.has('failed')) return exitCodes.runFailed;
  return states.has('invalid') ? exitCodes.wrongInput : exitCodes.done;
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

async function markdownOf(launches: readonly Omit<Launch, 'id'>[], { args, project }: Setting): Promise<string> {
  const { launchesMarkdown } = await import('../report/launch-markdown.ts');
  const { selectFrom } = await import('../../runs/select/select-runs.ts');
  const { readRuns } = await import('../../runs/list.ts');
  const runsDirectory = resolve(project.directory, args.runs);
  const all = args.dryRun ? [] : await readRuns(runsDirectory);
  const ranked = all.some(({ validation }) => validation) ? (await selectFrom(all, { sort: 'val' })).runs : all;
  return launchesMarkdown(launches, {
    project,
    dryRun: args.dryRun ?? false,
    runsDirectory,
    runs: ranked,
    now: Date.now(),
  });
}
