import { execa } from 'execa';
import { mkdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { exists } from '../core/exists.ts';
import { temporaryPath } from '../core/temporary-files.ts';
import { moveIntoPlace } from '../core/write-file.ts';
import { gitEnvironment } from '../runs/git.ts';
import { gitPaths, gitText } from './commits.ts';

/** The project's files as they are in a commit, even if the working tree has changed. */
export interface CommittedFiles {
  /** A folder with the committed project: the working tree while its YAML files are unchanged, otherwise a copy. */
  root(): Promise<string>;
  /** Which of these project-relative files differ from the commit now. */
  differing(files: readonly string[]): Promise<readonly string[]>;
  /** The path from which to read `file` as it was committed. `files` are all files on which it depends. */
  pathOf(file: string, files: readonly string[]): Promise<string>;
}

/** Copies are made below `scratch`, one for each commit. */
export function committedFiles(directory: string, commit: string, scratch: string): CommittedFiles {
  let copying: Promise<string> | undefined;
  const copy = () => (copying ??= copyOf(directory, commit, join(scratch, commit.slice(0, 12))));
  const differing = (files: readonly string[]) =>
    gitPaths(directory, ['diff', '--name-only', '--relative', commit, '--', ...files]);
  return {
    differing,
    root: async () => ((await differing(['*.yaml', '*.yml'])).length === 0 ? directory : copy()),
    async pathOf(file, files) {
      const clean = (await differing(files)).length === 0;
      return clean ? file : relative(directory, join(await copy(), file));
    },
  };
}

/** Checks the commit out beside the working tree, with an index of its own. */
async function copyOf(directory: string, commit: string, target: string): Promise<string> {
  const prefix = await gitText(directory, ['rev-parse', '--show-prefix']);
  const top = await gitText(directory, ['rev-parse', '--show-toplevel']);
  if (await exists(target)) return join(target, prefix);
  const draft = temporaryPath(target);
  const index = `${draft}.index`;
  await mkdir(draft, { recursive: true });
  try {
    const options = { cwd: top, env: { ...gitEnvironment(), GIT_INDEX_FILE: index }, extendEnv: false };
    await execa('git', ['read-tree', commit], options);
    await execa('git', ['checkout-index', '--all', `--prefix=${draft}/`], options);
    await moveIntoPlace(draft, target);
    return join(target, prefix);
  } catch (error) {
    throw new TesseraError(
      { code: 'git-failed', message: `commit ${commit} could not be copied to ${target}` },
      { cause: error },
    );
  } finally {
    await rm(index, { force: true });
    await rm(draft, { recursive: true, force: true });
  }
}
