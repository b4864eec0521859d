import { copyFile, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { errorCode, exists, isAbsent } from '../../core/exists.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { writeFileAtomic } from '../../core/write-file.ts';

/** A file in a repository of the hub, at a branch, a tag or a commit. */
export interface HubFile {
  readonly repo: string;
  readonly revision: string;
  readonly file: string;
}

const commitForm = /^[0-9a-f]{40}$/;

/**
 * The hub's cache, in the layout of its Python library: `models--<owner>--<name>/` with `blobs/<etag>`,
 * `refs/<revision>` (the commit as text) and `snapshots/<commit>/<file>`, a link to the blob.
 */
export function hubCache(folder: string, { repo, revision, file }: HubFile) {
  const name = `models--${repo.replaceAll('/', '--')}`;
  const own = join(folder, name);
  const refFile = join(own, 'refs', revision);
  const snapshot = (commit: string) => join(own, 'snapshots', commit, file);
  return {
    blob: (etag: string) => join(own, 'blobs', etag),
    /** Held by the process that downloads a blob. */
    lease: (etag: string) => join(folder, '.locks', name, `${etag}.tessera.lease`),
    /** The file, if it is there. A branch or tag is at the commit at which it was when it was downloaded first. */
    async find(): Promise<string | undefined> {
      const commit = commitForm.test(revision) ? revision : await textOf(refFile);
      if (commit === undefined || !commitForm.test(commit)) return undefined;
      return (await exists(snapshot(commit))) ? snapshot(commit) : undefined;
    },
    /** Makes a blob the file of a commit, and of the revision. Returns the file. */
    async place(etag: string, commit: string): Promise<string> {
      const target = snapshot(commit);
      await makeFolder(dirname(target));
      const blob = join(own, 'blobs', etag);
      // Windows lets only some users make links. The Python library copies then, too.
      await symlink(relative(dirname(target), blob), target).catch((error: unknown) =>
        errorCode(error) === 'EEXIST' ? undefined : copyFile(blob, target),
      );
      if (revision !== commit) {
        await makeFolder(dirname(refFile));
        await writeFileAtomic(refFile, commit);
      }
      return target;
    },
  };
}

async function textOf(file: string): Promise<string | undefined> {
  try {
    return (await readFile(file, 'utf8')).trim();
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}
