import { rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TesseraError } from '../../core/errors/index.ts';
import { doOnce } from '../../core/do-once.ts';
import { exists } from '../../core/exists.ts';
import { type Checksum, checksumOf } from '../../core/download/checksum.ts';
import { downloadFile, type DownloadOptions } from '../../core/download/download-file.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { unpackFolder } from './unpack-folder.ts';

/** A .tar.gz and the folder that it unpacks to. */
export interface Archive {
  readonly folder: string;
  readonly url: string;
  /** MD5 checksum, hexadecimal. */
  readonly md5: string;
  readonly mostBytes?: number;
}

const asked = { path: 'dataset.download', folder: '`dataset.root`' } as const;

/** The archives whose folders are missing in `root`. */
export async function missingArchives(root: string, archives: readonly Archive[]): Promise<Archive[]> {
  const there = await Promise.all(archives.map(({ folder }) => exists(join(root, folder))));
  return archives.filter((_, index) => !there[index]);
}

/**
 * Makes sure that `root` has the folder of each archive. Missing ones are downloaded, checked, unpacked beside their
 * place and renamed. An archive that the user put into `root` is used and kept. Two processes never download the same
 * file.
 * @throws TesseraError `download-failed`, or the signal's reason
 */
export async function downloadArchives(
  root: string,
  archives: readonly Archive[],
  options: DownloadOptions,
): Promise<void> {
  for (const archive of await missingArchives(root, archives)) {
    const target = join(root, archive.folder);
    await makeFolder(root);
    await doOnce(
      `${target}.lease`,
      () => exists(target),
      () => fetchFolder(root, archive, options),
      options,
    );
  }
}

async function fetchFolder(root: string, archive: Archive, options: DownloadOptions): Promise<void> {
  const name = basename(new URL(archive.url).pathname);
  const given = join(root, name);
  if (await exists(given)) {
    await checkGiven(given, archive.md5);
    return unpackFolder(given, archive.folder, root, options.signal);
  }
  const own = join(root, `.${name}`);
  const { url, mostBytes, md5 } = archive;
  const remote = { url, mostBytes, checksum: md5Checksum(md5), asked };
  if (!(await exists(own))) await downloadFile(remote, own, options);
  await unpackFolder(own, archive.folder, root, options.signal);
  await rm(own);
}

async function checkGiven(file: string, md5: string): Promise<void> {
  const got = await checksumOf(file, md5Checksum(md5));
  if (got === md5) return;
  throw new TesseraError({
    code: 'download-failed',
    path: asked.path,
    message: `expected ${file} to have the MD5 checksum ${md5}, got ${got}`,
    hints: ['delete the file: it is then downloaded again'],
  });
}

function md5Checksum(hex: string): Checksum {
  return { algorithm: 'md5', hex };
}
