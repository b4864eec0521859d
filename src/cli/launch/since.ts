import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import type { Launch } from '../../launch/queue.ts';
import { launchDetails, launchJson, launchLine } from '../report/launches.ts';
import { launchInBackground, startWorker } from './background.ts';
import { answer, commandOf, launchesFrom, partsOf, type Setting } from './setting.ts';

export async function launchSince(since: string, setting: Setting): Promise<ExitCode> {
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
