import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { sha256 } from '../../../core/file-hash.ts';
import { messageOf, TesseraError } from '../../../core/errors/index.ts';
import { doOnce } from '../../../core/do-once.ts';
import { errorCode, exists } from '../../../core/exists.ts';
import type { WaitOptions } from '../../../core/lease/index.ts';
import { makeFolder } from '../../../core/make-folder.ts';
import { moveIntoPlace } from '../../../core/write-file.ts';

/** Folders of packed samples, which later runs use again. */
export interface PackCache {
  /**
   * The folder for the samples with this fingerprint. If it doesn't exist, `pack` fills it. It gets its final name only
   * when it is complete, and other processes wait while one packs. Without a fingerprint, the folder is temporary.
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

/** Changes when packs hold what they did not hold before, so that those of earlier versions are made again. */
const CONTENT = 2;

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
      const id = sha256(`${format} ${CONTENT} ${fingerprint}`).slice(0, 16);
      const target = join(root, `${format}-${id}`);
      await writing(root, async () => {
        await makeFolder(root);
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

/**
 * Packs while this process holds the lease, so unfinished folders of this pack that are there belong to dead processes.
 */
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

/** What the system said, also where it was described already as a file that can't be written. */
function refusal(error: unknown): { readonly cause: unknown; readonly message: string } {
  if (error instanceof TesseraError) {
    const [{ code, message } = { code: undefined, message: '' }] = error.problems;
    return { cause: code === 'run-failed' ? error.cause : undefined, message };
  }
  return { cause: error, message: messageOf(error) };
}

async function writing<T>(folder: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const { cause, message } = refusal(error);
    if (!diskCodes.has(errorCode(cause))) throw error;
    const hints = [
      'name another folder under `dataset.storage.cache`',
      '`dataset.storage: {type: memory}` needs no disk',
    ];
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
