import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** Folders of packed samples, kept from run to run. */
export interface PackCache {
  /**
   * The folder of what has this fingerprint; `pack` fills it if it isn't there. A folder that is not whole never has the
   * final name, and while one process packs, others wait for it.
   * Without a fingerprint the folder is a temporary one.
   */
  folder(fingerprint: string | undefined, pack: (folder: string) => Promise<void>): Promise<string>;
  /** Removes temporary folders. */
  close(): Promise<void>;
}

/** How long to wait before looking again whether the other process is done, in milliseconds. */
const POLL = 200;

export function packCache(root: string, format: string): PackCache {
  const temporary: string[] = [];
  return {
    async folder(fingerprint, pack) {
      if (fingerprint === undefined) {
        const folder = await mkdtemp(join(tmpdir(), 'tessera-pack-'));
        temporary.push(folder);
        await pack(folder);
        return folder;
      }
      const id = createHash('sha256').update(`${format} ${fingerprint}`).digest('hex').slice(0, 16);
      const target = join(root, `${format}-${id}`);
      await mkdir(root, { recursive: true });
      while (!(await exists(target))) {
        const unlock = await tryLock(`${target}.lock`);
        if (!unlock) {
          await wait(POLL);
          continue;
        }
        try {
          if (!(await exists(target))) await packInto(target, pack);
        } finally {
          await unlock();
        }
      }
      return target;
    },
    async close() {
      await Promise.all(temporary.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

async function packInto(target: string, pack: (folder: string) => Promise<void>): Promise<void> {
  // A name of its own: if two processes ever take over the same stale lock, they don't write to the same files.
  const partial = await mkdtemp(`${target}.partial-`);
  try {
    await pack(partial);
    await rename(partial, target).catch(async (error: unknown) => {
      if (!(await exists(target))) throw error;
    });
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

/** Undefined if a living process of this machine holds the lock. */
async function tryLock(file: string): Promise<(() => Promise<void>) | undefined> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(String(process.pid));
    await handle.close();
    return () => rm(file, { force: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    const owner = Number(await readFile(file, 'utf8').catch(() => ''));
    // A lock without a number is being written, or was when the machine went down.
    const stale = owner > 0 ? !isAlive(owner) : await isOlderThan(file, 10_000);
    if (stale) await rm(file, { force: true });
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

async function isOlderThan(file: string, milliseconds: number): Promise<boolean> {
  return stat(file).then(({ mtimeMs }) => Date.now() - mtimeMs > milliseconds, () => false);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
