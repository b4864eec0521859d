import { realpath } from 'node:fs/promises';
import { dirname, join, relative, resolve } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { exists } from '../core/exists.ts';
import { gitOutput } from '../runs/git.ts';

/**
 * A folder with experiments in a git repository. A repository may have several, and a working tree is one of several.
 */
export interface Project {
  /** Absolute path of the folder that contains `experiments/`. Experiments run in it. */
  readonly directory: string;
  /** Absolute path of the working tree that it is in. */
  readonly top: string;
  /** The project's folder relative to the top, with `/`; empty if it is the top. */
  readonly prefix: string;
  /** Absolute path of git's folder, which all working trees of the repository share. */
  readonly gitDirectory: string;
}

/**
 * The project that a folder belongs to: the nearest one with `experiments/`, from the folder up to the top of the
 * working tree. A top without `experiments/` is a project as well.
 * @throws TesseraError `git-failed` outside of a working tree; `bad-argument` in a folder of no project
 */
export async function findProject(from: string): Promise<Project> {
  const start = await realpath(from);
  const common = await gitOutput(start, ['rev-parse', '--git-common-dir']);
  if (common === undefined) {
    throw new TesseraError({
      code: 'git-failed',
      message: `expected ${from} to be in a git repository`,
      hints: ['start one: git init, then commit'],
    });
  }
  const shown = await gitOutput(start, ['rev-parse', '--show-toplevel']);
  if (!shown) {
    throw new TesseraError({
      code: 'git-failed',
      message:
        `expected the working tree of a repository, got ${from}, which is a bare repository or the inside of ` +
        "git's own folder",
      hints: ['commits are made in a working tree: git clone, or git worktree add'],
    });
  }
  const top = await realpath(shown);
  const directory = await projectFolder(start, top, from);
  const prefix = relative(top, directory).replaceAll('\\', '/');
  return { directory, top, prefix, gitDirectory: await realpath(resolve(start, common)) };
}

async function projectFolder(start: string, top: string, from: string): Promise<string> {
  for (let folder = start; ; folder = dirname(folder)) {
    if (folder === top || (await exists(join(folder, 'experiments')))) {
      if (folder === start || (await exists(join(folder, 'experiments')))) return folder;
      throw new TesseraError({
        code: 'bad-argument',
        message:
          `expected a project, a folder that contains \`experiments/\`, got ${from}; no folder above it, up to ` +
          `${top}, is one`,
        hints: ['go to the project, or make its folder first: mkdir experiments'],
      });
    }
  }
}
