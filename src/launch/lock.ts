import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export type ReleaseLock = () => Promise<void>;

/** Makes `file` hold this process's id until it is released. Returns the holder's id if a living process has it. */
export async function tryLock(file: string): Promise<ReleaseLock | { readonly heldBy: number }> {
  await mkdir(dirname(file), { recursive: true });
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, String(process.pid));
  try {
    for (;;) {
      if (await linked(mine, file)) return () => rm(file, { force: true });
      const heldBy = await holderOf(file);
      if (heldBy !== undefined && processIsAlive(heldBy)) return { heldBy };
      // Whoever manages to rename the left-over lock may remove it; the others look again.
      await rename(file, `${mine}.stale`).catch(() => undefined);
    }
  } finally {
    await Promise.all([rm(mine, { force: true }), rm(`${mine}.stale`, { force: true })]);
  }
}

/** Waits its turn; `onWait` hears once whom it waits for. */
export async function waitForLock(
  file: string,
  onWait: (heldBy: number) => void,
  pollSeconds = 2,
): Promise<ReleaseLock> {
  for (let told = false; ; told = true) {
    const lock = await tryLock(file);
    if (typeof lock === 'function') return lock;
    if (!told) onWait(lock.heldBy);
    await sleep(pollSeconds * 1000);
  }
}

export function processIsAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

async function linked(from: string, to: string): Promise<boolean> {
  try {
    await link(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

async function holderOf(file: string): Promise<number | undefined> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}
