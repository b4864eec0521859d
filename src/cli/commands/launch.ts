import { basename, join, relative, resolve } from 'node:path';
import { exitCodes, renderProblems, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import type { LoadedExperiment } from '../../config/index.ts';
import type { ChangedExperiment, CommitRange } from '../../launch/commits.ts';
import type { LaunchResult, QueueOptions } from '../../launch/launch-queue.ts';
import type { CliContext } from '../context.ts';
import { loadFile } from '../load.ts';
import { jsonOption, runsOption } from '../options.ts';
import type { DefineCommand } from './index.ts';

interface LaunchArguments {
  readonly since?: string;
  readonly until?: string;
  readonly runs: string;
  readonly detach?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
  readonly installHook?: boolean;
  readonly uninstallHook?: boolean;
}

export const defineLaunch: DefineCommand = (command, context, exit) => {
  command
    .name('launch')
    .description('Start a run for every experiment that commits added or changed, once, as it was committed.')
    .addOption(
      command
        .createOption('--since <rev>', 'after this commit, such as HEAD~1 or origin/main')
        .conflicts(['installHook', 'uninstallHook']),
    )
    .addOption(command.createOption('--until <rev>').hideHelp())
    .addOption(command.createOption('--detach', 'in the background, output in <runs>/launch.log').conflicts('dryRun'))
    .option('--dry-run', 'list and check the experiments, run nothing')
    .addOption(
      command
        .createOption('--install-hook', 'make git launch what each commit adds or changes')
        .conflicts('uninstallHook'),
    )
    .option('--uninstall-hook', 'undo --install-hook')
    .addOption(runsOption('where run folders are made'))
    .addOption(jsonOption())
    .action(async (args: LaunchArguments) => exit(await launch(args, context)));
};

async function launch(args: LaunchArguments, context: CliContext): Promise<ExitCode> {
  if (args.installHook) return installHook(context);
  if (args.uninstallHook) return uninstallHook(context);
  if (args.since === undefined) {
    throw new TesseraError({
      code: 'bad-argument',
      message: 'expected `--since <rev>`, `--install-hook` or `--uninstall-hook`, got none of them',
      hints: ['tessera launch --since HEAD~1', 'tessera launch --install-hook'],
    });
  }
  const { changedExperiments, commitRange } = await import('../../launch/commits.ts');
  const { committedFiles } = await import('../../launch/committed-files.ts');
  const directory = context.workingDirectory;
  const range = await commitRange(directory, args.since, args.until);
  const committed = committedFiles(directory, range.head, resolve(directory, args.runs, '.launch'));
  const experiments = await changedExperiments(directory, range, await committed.root());
  if (experiments.length === 0) {
    if (!args.detach) context.err(`No experiment was added or changed since ${args.since}.`);
    if (args.json) context.out('[]');
    return exitCodes.done;
  }
  if (args.detach) return detach(experiments, range, args, context);
  return runAll(experiments, await queueOptions(committed, args, context), args, context);
}

async function runAll(
  experiments: readonly ChangedExperiment[],
  options: QueueOptions,
  args: LaunchArguments,
  context: CliContext,
): Promise<ExitCode> {
  const { checkExperiments, runQueue } = await import('../../launch/launch-queue.ts');
  for (const { file, changed } of experiments) {
    const parents = changed.filter((path) => path !== file);
    context.err(`${file}${changed.includes(file) ? '' : ` (extends ${parents.join(', ')}, which changed)`}`);
  }
  if (args.dryRun) {
    const wrong = await checkExperiments(experiments, options);
    const planned = await Promise.all(
      experiments.filter(({ file }) => !wrong.has(file)).map((experiment) => planOf(experiment, options)),
    );
    report([...planned, ...[...wrong.keys()].map((file) => ({ file, outcome: 'invalid' as const }))], args, context);
    return wrong.size > 0 ? exitCodes.wrongInput : exitCodes.done;
  }
  const { describeHolder, waitForLease } = await import('../../core/lease/index.ts');
  const waiting = new AbortController();
  const stopListening = context.onInterrupt(() => waiting.abort());
  const lease = await waitForLease(resolve(context.workingDirectory, args.runs, '.launch', 'queue.lease'), {
    signal: waiting.signal,
    onWait: (holder) => context.err(`Waiting for ${describeHolder(holder)}, which launches runs now.`),
  })
    .catch((error: unknown) => (waiting.signal.aborted ? undefined : Promise.reject(error as Error)))
    .finally(stopListening);
  if (!lease) return exitCodes.interrupted;
  try {
    const results = await runQueue(experiments, options);
    report(results, args, context);
    return exitCodeOf(results);
  } finally {
    await lease.release();
  }
}

async function planOf({ file, files }: ChangedExperiment, options: QueueOptions): Promise<LaunchResult> {
  const detail = await options.existingRun(await options.load(await options.committed.pathOf(file, files)));
  return detail === undefined ? { file, outcome: 'waiting' } : { file, outcome: 'exists', detail };
}

function report(results: readonly LaunchResult[], { json }: LaunchArguments, context: CliContext): void {
  if (json) return context.out(JSON.stringify(results));
  for (const { file, outcome, detail } of results) {
    const said = outcome === 'exists' ? 'has a run already' : outcome;
    context.out([file, said, ...(detail === undefined ? [] : [detail])].join(': '));
  }
}

function exitCodeOf(results: readonly LaunchResult[]): ExitCode {
  const outcomes = new Set(results.map(({ outcome }) => outcome));
  if (outcomes.has('interrupted') || outcomes.has('waiting')) return exitCodes.interrupted;
  if (outcomes.has('failed')) return exitCodes.runFailed;
  return outcomes.has('invalid') ? exitCodes.wrongInput : exitCodes.done;
}

async function queueOptions(
  committed: QueueOptions['committed'],
  args: LaunchArguments,
  context: CliContext,
): Promise<QueueOptions> {
  const { localLauncher } = await import('../../launch/local.ts');
  const { selfCommand } = await import('../../launch/self.ts');
  const { workingDirectory } = context;
  return {
    workingDirectory,
    committed,
    load: (file) => loadFile(file, context),
    existingRun: (loaded) => existingRun(loaded, resolve(workingDirectory, args.runs), workingDirectory),
    command: (file) => selfCommand(['run', file, '--runs', args.runs]),
    launcher: localLauncher(),
    reportFile: (file) => resolve(workingDirectory, args.runs, '.launch', 'errors', `${basename(file)}.json`),
    onInterrupt: (listener) => context.onInterrupt(listener),
    observer: {
      differs: (file, differing) =>
        context.err(
          `warning: ${differing.join(', ')} ${differing.length === 1 ? 'differs' : 'differ'} from the commit; ${file} runs as committed.`,
        ),
      invalid: (_file, problems) => context.err(renderProblems(problems, { color: context.isTerminal })),
      started: (file) => context.err(`[${new Date().toISOString()}] tessera run ${file}`),
    },
  };
}

/** Where the run of an experiment is, if there is one. A sweep counts as run when each of its points has a run. */
async function existingRun(
  loaded: LoadedExperiment,
  runs: string,
  workingDirectory: string,
): Promise<string | undefined> {
  const { runDirectory } = await import('../../runs/directory.ts');
  const { readPoints, sweepPath } = await import('../../sweep/sweep-directory.ts');
  if (loaded.points.length > 0) {
    const path = sweepPath(runs, loaded);
    const points = await readPoints(path, loaded.points);
    return points.some(({ state }) => state === 'waiting') ? undefined : relative(workingDirectory, path);
  }
  const path = join(runs, `${loaded.experiment.name}-${loaded.id}`);
  const record = await runDirectory(path).readRecord();
  return record && `${relative(workingDirectory, path)} (${record.status})`;
}

async function detach(
  experiments: readonly ChangedExperiment[],
  { base, head }: CommitRange,
  args: LaunchArguments,
  context: CliContext,
): Promise<ExitCode> {
  const { selfCommand } = await import('../../launch/self.ts');
  const { startDetached } = await import('../../launch/detach.ts');
  const logFile = resolve(context.workingDirectory, args.runs, 'launch.log');
  const command = selfCommand(['launch', '--since', base, '--until', head, '--runs', args.runs]);
  const pid = await startDetached(command, context.workingDirectory, logFile);
  context.out(
    `tessera: launching ${experiments.map(({ file }) => file).join(', ')} in the background (process ${pid})`,
  );
  context.out(`  watch it:  tail -f ${relative(context.workingDirectory, logFile)}`);
  context.out(`  stop it:   kill -INT ${pid}`);
  return exitCodes.done;
}

async function installHook(context: CliContext): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const { selfCommand } = await import('../../launch/self.ts');
  const file = await hook.installHook(
    context.workingDirectory,
    selfCommand(['launch', '--since', 'HEAD~1', '--detach']),
  );
  context.out(`Each commit now launches the experiments that it adds or changes (${file}).`);
  return exitCodes.done;
}

async function uninstallHook(context: CliContext): Promise<ExitCode> {
  const hook = await import('../../launch/hook.ts');
  const file = await hook.uninstallHook(context.workingDirectory);
  context.out(file === undefined ? 'There was no hook of Tessera.' : `Removed from ${file}.`);
  return exitCodes.done;
}
