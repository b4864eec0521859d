import { constants } from 'node:fs';
import { access, lstat, stat } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { errorCode, isAbsent } from '../core/exists.ts';
import { temporaryPath } from '../core/temporary-files.ts';

/** The longest name that is added to a run's folder: a checkpoint or event file while it is written. */
const longestInside = `checkpoints${sep}${'x'.repeat(80)}`;

/**
 * What is in the way of making the folder of a run or sweep, found without writing anything: a name or path that is too
 * long for its file system, a file in place of a folder, a folder that is not writable.
 */
export async function folderProblems(folder: string): Promise<Problem[]> {
  const path = resolve(folder);
  const existing = await nearestFolder(path);
  const [lengths, rights] = await Promise.all([lengthProblems(path, existing), accessProblems(path, existing)]);
  return [...lengths, ...rights];
}

/** Only whether its name and path have a length that is possible. @throws TesseraError `bad-runs-folder` */
export async function assertNameFits(folder: string): Promise<void> {
  const path = resolve(folder);
  const problems = await lengthProblems(path, await nearestFolder(path));
  if (problems.length > 0) throw new TesseraError(problems);
}

/** @throws TesseraError `bad-runs-folder` */
export async function assertCanMake(folder: string): Promise<void> {
  const problems = await folderProblems(folder);
  if (problems.length > 0) throw new TesseraError(problems);
}

/** The nearest place above that is there. What can't be looked at counts as there: `access` says what is wrong. */
async function nearestFolder(path: string): Promise<string> {
  const missing = await stat(path).then(
    () => false,
    (error: unknown) => isAbsent(error) || errorCode(error) === 'ENAMETOOLONG',
  );
  return missing && dirname(path) !== path ? nearestFolder(dirname(path)) : path;
}

async function lengthProblems(path: string, existing: string): Promise<Problem[]> {
  // A run is made beside its place, under a longer name, and then renamed.
  const draft = temporaryPath(join(dirname(path), `.${path.slice(dirname(path).length).replace(/^[/\\]/, '')}`));
  const steps = relative(existing, draft).split(sep);
  const names = steps.map((step) => join(existing, step));
  for (const one of [...names, join(draft, longestInside)]) {
    const code = await lstat(one).then(
      () => '',
      (error: unknown) => errorCode(error),
    );
    if (code !== 'ENAMETOOLONG') continue;
    const what = names.includes(one) ? 'a name' : 'a path';
    const length = names.includes(one) ? `a name of ${nameLength(path)} bytes` : `a path of ${Buffer.byteLength(path)}`;
    return [
      {
        code: 'bad-runs-folder',
        path: 'name',
        message: `expected ${what} that the file system takes for the folder of this run, got ${length}`,
        hints: ['choose a shorter `name`, or another place: --runs <folder>'],
      },
    ];
  }
  return [];
}

function nameLength(path: string): number {
  return Math.max(...path.split(sep).map((name) => Buffer.byteLength(name)));
}

async function accessProblems(path: string, existing: string): Promise<Problem[]> {
  const reason = await reasonAgainst(existing);
  if (reason === undefined) return [];
  return [
    {
      code: 'bad-runs-folder',
      message: `expected to be able to make the folder ${path}: ${existing} ${reason}`,
      hints: ['give another place for run folders: --runs <folder>'],
    },
  ];
}

async function reasonAgainst(existing: string): Promise<string | undefined> {
  try {
    if (!(await stat(existing)).isDirectory()) return 'is a file';
    await access(existing, constants.W_OK | constants.X_OK);
    return undefined;
  } catch (error) {
    const code = errorCode(error) ?? String(error);
    return code === 'EROFS' ? 'is on a file system that is read-only (EROFS)' : `is not writable (${code})`;
  }
}
