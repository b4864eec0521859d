import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { TesseraError } from '../../errors/index.ts';
import { doOnce } from '../lock.ts';
import { downloadFile, type DownloadOptions, type RemoteFile } from './download-file.ts';

/** A .tar.gz and the folder that it unpacks to. */
export interface Archive extends RemoteFile {
  readonly folder: string;
}

/**
 * Makes sure that `root` has the folder of each archive: those that are missing are downloaded, checked, unpacked beside
 * their place and renamed there. Two processes never download the same twice.
 * @throws TesseraError `download-failed`
 */
export async function downloadArchives(root: string, archives: readonly Archive[], options: DownloadOptions): Promise<void> {
  for (const archive of archives) {
    const target = join(root, archive.folder);
    if (await exists(target)) continue;
    await mkdir(root, { recursive: true });
    await doOnce(`${target}.lock`, () => exists(target), () => downloadArchive(root, archive, options));
  }
}

async function downloadArchive(root: string, archive: Archive, options: DownloadOptions): Promise<void> {
  const file = join(root, basename(new URL(archive.url).pathname));
  if (!(await exists(file))) await downloadFile(archive, file, options);
  const unpacked = join(root, `.${archive.folder}.unpacking`);
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(unpacked);
  try {
    const { extract } = await import('tar');
    // Paths that lead out of the folder are left out by the library.
    await extract({ file, cwd: unpacked, strict: true });
    if (!(await exists(join(unpacked, archive.folder)))) throw new Error(`it holds ${(await readdir(unpacked)).join(', ') || 'nothing'}, not ${archive.folder}/`);
    await rename(join(unpacked, archive.folder), join(root, archive.folder));
    await rm(file);
  } catch (error) {
    const message = `${file} could not be unpacked: ${error instanceof Error ? error.message : String(error)}`;
    throw new TesseraError({ code: 'download-failed', path: 'dataset.download', message, hints: ['make room, or delete the file to download it again'] }, { cause: error });
  } finally {
    await rm(unpacked, { recursive: true, force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}
