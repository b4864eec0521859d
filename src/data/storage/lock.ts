import { open, readFile, rm, stat, utimes } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';

/** How long to wait before looking again whether the other process is done, in milliseconds. */
const POLL = 200;
/** The owner of a lock touches it this often. */
const HEARTBEAT = 5_000;
/** A lock that nobody has touched for so long is left over, whoever made it. */
const STALE = 60_000;

/**
 * Does the work, unless it is done. While another process holds the lock, waits for it; the lock of a process that is gone
 * is taken over. `signal` ends the waiting.
 */
export async function doOnce(
  lock: string,
  isDone: () => Promise<boolean>,
  work: () => Promise<void>,
  signal?: AbortSignal,
): Promise<void> {
  while (!(await isDone())) {
    const unlock = await tryLock(lock);
    if (!unlock) {
      await wait(POLL);
      signal?.throwIfAborted();
      continue;
    }
    try {
      if (!(await isDone())) await work();
    } finally {
      await unlock();
    }
  }
}

interface Owner {
  readonly host: string;
  readonly pid: number;
}

/** Undefined if another process holds the lock. */
async function tryLock(file: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(JSON.stringify({ host: hostname(), pid: process.pid } satisfies Owner));
    await handle.close();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    if (await isLeftOver(file)) await rm(file, { force: true });
    return undefined;
  }
  const touch = () => void utimes(file, new Date(), new Date()).catch(() => undefined);
  const heartbeat = setInterval(touch, HEARTBEAT).unref();
  return async () => {
    clearInterval(heartbeat);
    await rm(file, { force: true });
  };
}

async function isLeftOver(file: string): Promise<boolean> {
  const owner = await readOwner(file);
  if (owner?.host === hostname()) return !isAlive(owner.pid);
  return stat(file).then(
    ({ mtimeMs }) => Date.now() - mtimeMs > STALE,
    () => false,
  );
}

/** A lock without an owner is being written, or was when the machine went down. */
async function readOwner(file: string): Promise<Owner | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as Owner;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
