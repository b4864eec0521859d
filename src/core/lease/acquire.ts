import { randomBytes } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { createFile } from '../create-file.ts';
import { makeFolder } from '../make-folder.ts';
import { temporaryPath } from '../temporary-files.ts';
import { writeFileAtomic } from '../write-file.ts';
import { formatHolder } from './beat.ts';
import { readLeaseFile, type Holder } from './holder.ts';
import { keepAlive, type Lease } from './lease.ts';
import { thisMachine, type ProcessTable } from './process-table.ts';
import { leaseState } from './state.ts';
import { createWatch, type WatchOptions } from './watch.ts';

/** How to wait for another process. */
export interface WaitOptions {
  /** Ends the waiting, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
  /** Called once for each holder that is waited for; `undefined` stands for one that can't be read. */
  readonly onWait?: ((holder: Holder | undefined) => void) | undefined;
}

export interface LeaseOptions extends WatchOptions, WaitOptions {
  /** Takes the lease from a holder on another machine at once, without watching whether it lives. */
  readonly force?: boolean | undefined;
  /**
   * It is held for a moment only, and not worth the wait until it is on disk. After a crash of the machine in this
   * moment it may be unreadable: others then wait a minute for its holder.
   */
  readonly isBrief?: boolean;
  readonly processes?: ProcessTable;
  /** Milliseconds between two heartbeats, and between two looks at a lease of another process. */
  readonly beatEvery?: number;
  readonly lookEvery?: number;
  readonly sleep?: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
}

/**
 * Takes the lease, or returns its holder if that is a living process. For a holder on another machine this takes time:
 * it is alive if a heartbeat comes, and dead if none comes for a minute.
 */
export async function tryLease(file: string, options: LeaseOptions = {}): Promise<Lease | HeldBy> {
  await makeFolder(dirname(file));
  const taken = await take(file, options, false);
  return 'heldBy' in taken ? taken : started(file, taken, options);
}

/** Waits until no living process holds the lease, and takes it. */
export async function waitForLease(file: string, options: LeaseOptions = {}): Promise<Lease> {
  await makeFolder(dirname(file));
  return started(file, (await take(file, options, true)) as Holder, options);
}

/** A living process holds the lease; `holder` is undefined if the lease can't be read. */
export interface HeldBy {
  readonly heldBy: Holder | undefined;
  /** Whether its process was seen on this machine. */
  readonly isHere: boolean;
}

async function take(file: string, options: LeaseOptions, waits: boolean): Promise<Holder | HeldBy> {
  const { processes = thisMachine, lookEvery = 500, sleep = sleepFor, signal, force = false, onWait } = options;
  const mine = await newHolder(processes);
  const watch = createWatch(options);
  let told: string | undefined;
  for (;;) {
    signal?.throwIfAborted();
    const found = await leaseState(file, watch, processes);
    if (found.state === 'free') {
      if (await place(mine, file, !options.isBrief)) return mine;
    } else if (found.state === 'dead' || (found.state === 'unknown' && force)) {
      if (await replace(file, found.token, mine, options)) return mine;
    } else {
      if (found.state === 'held' && !waits) return { heldBy: found.holder, isHere: found.isHere };
      if (told !== found.token) onWait?.(found.holder);
      told = found.token;
      await sleep(lookEvery, signal);
    }
  }
}

function started(file: string, mine: Holder, options: LeaseOptions): Lease {
  return keepAlive(file, mine, options.beatEvery ?? 5_000, async (current) => {
    const { signal: _, ...rest } = options;
    await withClaim(current, mine.token, rest, () => rm(current));
  });
}

async function newHolder(processes: ProcessTable): Promise<Holder> {
  const start = await processes.startOf(process.pid);
  return {
    host: processes.host,
    machine: await processes.machine(),
    pid: process.pid,
    since: `${new Date().toISOString().slice(0, 19)}Z`,
    ...(typeof start === 'object' && { began: start.began }),
    token: randomBytes(8).toString('hex'),
    beats: 0,
  };
}

/** Creates the lease if there is none. It appears with its whole content, and only one process can do it. */
async function place(mine: Holder, file: string, isKept: boolean): Promise<boolean> {
  if (await createFile(file, formatHolder(mine), isKept)) return true;
  // On a network file system, a request that was sent twice may report a file that was made as refused.
  return (await readLeaseFile(file))?.token === mine.token;
}

function replace(file: string, token: string, mine: Holder, options: LeaseOptions): Promise<boolean> {
  return withClaim(file, token, options, async () => {
    const draft = temporaryPath(file);
    await writeFileAtomic(draft, formatHolder(mine));
    await rename(draft, file);
  });
}

/**
 * Changes an existing lease, if it still has this token. The right to do so (the claim) is a lease itself, named by the
 * token, so if several processes find the same dead holder, only one takes over. A claim is held during a rename only.
 * If its process dies in this time, the claim is taken over like any other lease.
 */
async function withClaim(
  file: string,
  token: string,
  options: LeaseOptions,
  change: () => Promise<void>,
): Promise<boolean> {
  const isStill = async () => (await readLeaseFile(file))?.token === token;
  if (!(await isStill())) return false;
  const claim = `${file}.${token}.tmp`;
  const { force: _, onWait: __, ...rest } = options;
  await take(claim, { ...rest, isBrief: true, lookEvery: 20 }, true);
  try {
    if (!(await isStill())) return false;
    await change();
    return true;
  } finally {
    await rm(claim, { force: true });
  }
}

function sleepFor(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return wait(milliseconds, undefined, signal && { signal }).catch(() => signal?.throwIfAborted());
}
