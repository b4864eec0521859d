import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { TesseraError } from '../../../core/errors/index.ts';
import { doOnce } from '../../../core/do-once.ts';
import { exists } from '../../../core/exists.ts';
import type { WaitOptions } from '../../../core/lease/index.ts';
import { moveIntoPlace } from '../../../core/write-file.ts';

/** Folders of packed samples, kept from run to run. */
export interface PackCache {
  /**
   * The folder of what has this fingerprint; `pack` fills it if it isn't there. A folder that is not whole never has the
   * final name, and while one process packs, others wait for it.
   * Without a fingerprint the folder is a temporary one.
   * @throws TesseraError `cache-failed` if it can't be written
   */
  folder(
    fingerprint: string | undefined,
    pack: (folder: string) => Promise<void>,
    waiting?: WaitOptions,
  ): Promise<string>;
  /** Removes temporary folders. */
  close(): Promise<void>;
}

export function packCache(root: string, format: string): PackCache {
  const temporary: string[] = [];
  return {
    async folder(fingerprint, pack, waiting) {
      if (fingerprint === undefined) {
        const folder = await mkdtemp(join(tmpdir(), 'tessera-pack-'));
        temporary.push(folder);
        await writing(folder, () => pack(folder));
        return folder;
      }
      const id = createHash('sha256').update(`${format} ${fingerprint}`).digest('hex').slice(0, 16);
      const target = join(root, `${format}-${id}`);
      await writing(root, async () => {
        await mkdir(root, { recursive: true });
        await doOnce(
          `${target}.lease`,
          () => exists(target),
          () => packInto(target, pack),
          waiting,
        );
      });
      return target;
    },
    async close() {
      await Promise.all(temporary.map((folder) => rm(folder, { recursive: true, force: true })));
    },
  };
}

/** With the lease held: what other processes left of this pack is of nobody's use any more. */
async function packInto(target: string, pack: (folder: string) => Promise<void>): Promise<void> {
  const prefix = `${basename(target)}.partial-`;
  const leftOver = (await readdir(dirname(target))).filter((name) => name.startsWith(prefix));
  await Promise.all(leftOver.map((name) => rm(join(dirname(target), name), { recursive: true, force: true })));
  const partial = await mkdtemp(`${target}.partial-`);
  try {
    await pack(partial);
    await moveIntoPlace(partial, target);
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}

const diskCodes: ReadonlySet<string | undefined> = new Set([
  'ENOSPC',
  'EDQUOT',
  'EACCES',
  'EPERM',
  'EROFS',
  'EIO',
  'ENOTDIR',
]);

async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (error instanceof TesseraError || !diskCodes.has(code)) throw error;
    const hints = ['dataset.storage.cache names another folder', 'dataset.storage: {type: memory} needs no disk'];
    throw new TesseraError(
      {
        code: 'cache-failed',
        path: 'dataset.storage',
        message: `expected to be able to pack samples into ${folder}: ${message}`,
        hints,
      },
      { cause: error },
    );
  }
}
