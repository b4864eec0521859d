import { exitCodes, TesseraError, type ExitCode } from '../../core/errors/index.ts';
import { startWorker } from './background.ts';
import { answer, commandOf, partsOf, self, type Setting } from './setting.ts';

export async function showStatus({ args, context, project, queue }: Setting): Promise<ExitCode> {
  const { readStatus, statusJson, statusLines } = await import('../report/launch-status.ts');
  const status = await readStatus(queue);
  if (args.json) return answer(statusJson(status, queue, context), context);
  for (const line of statusLines(status, queue, project, context)) context.out(line);
  return exitCodes.done;
}

export async function cancel(name: string, setting: Setting): Promise<ExitCode> {
  const { args, context, queue } = setting;
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
    const end = await cancelIdle(queue, id);
    if (end === 'jobs') await withdrawJobs(id, setting);
    cancelled.push({ id, file, over: end === 'over' });
    if (!args.json) context.out(`${file} (${id}) ${whatCancelDoes[end]}`);
  }
  return args.json ? answer({ launches: cancelled }, context) : exitCodes.done;
}

const whatCancelDoes = {
  over: 'is cancelled.',
  busy: 'stops after its step and saves.',
  jobs: 'is being cancelled in the background: its jobs save and end. See it: tessera launch --status',
};

/** Ends the jobs of a launch whose own process is gone, by a process that does only this. */
async function withdrawJobs(id: string, { args, project, queue }: Setting): Promise<void> {
  const { startDetached } = await import('../../launch/detach.ts');
  await startDetached(await self(args, ['--run-launch', id]), project.directory, queue.logOf(id));
}

export async function goOn(setting: Setting): Promise<ExitCode> {
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
