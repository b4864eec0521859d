import { chmod } from 'node:fs/promises';

/** The user `nobody` of Linux and others; any number does that owns no files. */
const nobody = 65_534;

/**
 * Does `work` in `folder` as a user who may not do everything, even if root runs the tests. `work` should use relative
 * paths: a folder above may be root's alone. User and folder are those of the whole process, so only for `test.serial`.
 */
export async function asOrdinaryUser<T>(folder: string, work: () => Promise<T>): Promise<T> {
  const before = process.cwd();
  const isRoot = process.geteuid?.() === 0;
  await chmod(folder, 0o755);
  process.chdir(folder);
  if (isRoot) process.seteuid?.(nobody);
  try {
    return await work();
  } finally {
    if (isRoot) process.seteuid?.(0);
    process.chdir(before);
  }
}
