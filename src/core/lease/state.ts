import { readLeaseFile, type Holder } from './holder.ts';
import { thisMachine, type ProcessTable } from './process-table.ts';
import { createWatch, type Watch } from './watch.ts';

/**
 * `held`: its process lives. `dead`: its process has ended. `unknown`: its process is on another machine, or hidden,
 * and was not watched for long enough. The holder is absent if the file can't be read as a lease.
 */
export type LeaseState =
  | { readonly state: 'free' }
  | {
      readonly state: 'held' | 'dead' | 'unknown';
      readonly holder?: Holder;
      readonly token: string;
      /** Whether the process itself was looked at, and not its heartbeats. */ readonly isHere: boolean;
    };

/**
 * Whether a process holds the lease. On the same machine, the process is looked up by its number and its start, since
 * numbers are used again. On another machine, its heartbeats are watched by this process's own clock: the first answer
 * is `unknown`; later calls with the same `watch` give `held` after a heartbeat, and `dead` after a minute without one.
 * @throws the system's error if the file can't be read
 */
export async function leaseState(
  file: string,
  watch: Watch = createWatch(),
  processes: ProcessTable = thisMachine,
): Promise<LeaseState> {
  const lease = await readLeaseFile(file);
  if (!lease) return { state: 'free' };
  const { holder, token, text } = lease;
  if (!holder) return { state: watch.look(text), token, isHere: false };
  const known = holder.machine === (await processes.machine()) ? await judgeProcess(holder, processes) : undefined;
  return { state: known ?? watch.look(text), holder, token, isHere: known !== undefined };
}

/** Undefined if only heartbeats can tell. */
async function judgeProcess({ pid, began }: Holder, processes: ProcessTable): Promise<'held' | 'dead' | undefined> {
  const start = await processes.startOf(pid);
  if (start === 'gone') return 'dead';
  if (start === 'unknown' || began === undefined) return undefined;
  return start.began === began ? 'held' : 'dead';
}
