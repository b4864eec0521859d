import { hostname } from 'node:os';
import { createWatch, leaseState, type Holder, type Watch } from '../core/lease/index.ts';
import { thisMachine } from '../core/lease/process-table.ts';
import type { RunDirectory } from './directory.ts';
import type { RecordSummary, RunStatus } from './record.ts';

/** `unknown`: the process that trains it, or did, can't be seen from here. */
export type RunState = RunStatus | 'unknown';

export interface RunLiveness {
  readonly state: RunState;
  /** The process that trains it, if the state is `running` or `unknown`. */
  readonly holder?: Pick<Holder, 'host' | 'pid'>;
  /** Whether that process was seen on this machine. */
  readonly isHere: boolean;
}

/**
 * The state of a run, judged by its lease and not only by what was written last: a run whose process has ended is
 * `interrupted`. Repeated calls with the same `watch` find out whether a run on another machine is alive.
 * @throws the system's error if the lease can't be read
 */
export async function livenessOf(
  run: Pick<RunDirectory, 'leaseFile'>,
  record: RecordSummary,
  watch: Watch = createWatch(),
): Promise<RunLiveness> {
  const isOver = record.status === 'completed';
  const lease = await leaseState(run.leaseFile, watch);
  if (lease.state === 'free') return record.status === 'running' ? withoutLease(record, watch) : ended(record.status);
  if (isOver || lease.state === 'dead') return ended(record.status === 'running' ? 'interrupted' : record.status);
  if (lease.state === 'unknown' && record.status !== 'running') return ended(record.status);
  const { pid, host } = lease.holder ?? record;
  const holder = pid === undefined || host === undefined ? {} : { holder: { pid, host } };
  return { state: lease.state === 'held' ? 'running' : 'unknown', ...holder, isHere: lease.isHere };
}

/**
 * Versions before leases wrote only a process number and a host. If no process has the number, the run's process has
 * ended. Otherwise the record is watched, which these versions rewrote every few seconds.
 */
async function withoutLease(record: RecordSummary, watch: Watch): Promise<RunLiveness> {
  const { pid, host } = record;
  if (pid === undefined || host === undefined || pid === process.pid) return ended('interrupted');
  if (host === hostname() && (await thisMachine.startOf(pid)) === 'gone') return ended('interrupted');
  const shown = watch.look(JSON.stringify(record));
  if (shown === 'dead') return ended('interrupted');
  return { state: shown === 'held' ? 'running' : 'unknown', holder: { pid, host }, isHere: false };
}

function ended(state: RunState): RunLiveness {
  return { state, isHere: false };
}
