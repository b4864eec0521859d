import type { ComponentReference, Launcher } from '../registry/index.ts';
import type { TaskStatus } from './launcher.ts';
import type { Submitted } from './submissions.ts';

/** Builds the launcher that a `launch` section names. */
export type BuildLauncher = (launch: ComponentReference) => Promise<Launcher>;

/** What one launcher has of a sweep. */
export interface Share {
  readonly launcher: Launcher;
  readonly submissions: readonly Submitted[];
}

/** The submissions by the launcher that has them. One whose parameters differ may ask in another place. */
export async function shares(submissions: readonly Submitted[], build: BuildLauncher): Promise<Share[]> {
  const byLaunch = new Map<string, Submitted[]>();
  for (const submission of submissions) {
    const key = JSON.stringify(submission.launch);
    byLaunch.set(key, [...(byLaunch.get(key) ?? []), submission]);
  }
  return Promise.all(
    [...byLaunch.values()].map(async (own) => ({ launcher: await build(own[0]!.launch), submissions: own })),
  );
}

/** The tasks that wait or run, by index, whichever launcher has them. */
export async function statusOf(all: readonly Share[]): Promise<ReadonlyMap<number, TaskStatus>> {
  const found = new Map<number, TaskStatus>();
  for (const { launcher, submissions } of all)
    for (const [index, status] of await launcher.status(submissions))
      if (found.get(index) === undefined || status.state !== 'cancelled') found.set(index, status);
  return found;
}

/** Files to which the launchers wrote what a task printed, newest last. */
export function logsOf(all: readonly Share[], index: number): string[] {
  return all.flatMap(({ launcher, submissions }) =>
    submissions.filter(({ indexes }) => indexes.includes(index)).flatMap((each) => launcher.logs(each, index)),
  );
}
