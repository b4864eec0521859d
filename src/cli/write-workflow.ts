import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { writeFileAtomic } from '../core/write-file.ts';
import { githubWorkflow, workflowFile } from '../launch/github-workflow.ts';
import type { Project } from '../launch/project.ts';
import { gitOutput } from '../runs/git.ts';

/**
 * Writes the workflow of a project to its repository, in place of one that is there.
 * @param runs where runs are made on the runner; by default beside its checkout
 * @returns the file's path, and the branch whose commits it launches
 */
export async function writeWorkflow(
  { top, prefix }: Project,
  runs: string | undefined,
): Promise<{ readonly file: string; readonly branch: string }> {
  const branch = await mainBranch(top);
  const file = join(top, workflowFile);
  await mkdir(dirname(file), { recursive: true });
  await writeFileAtomic(file, githubWorkflow({ branch, prefix, runs, nodeVersion: '22' }));
  return { file, branch };
}

/** The branch that the repository was cloned from, or else the one that is checked out. */
async function mainBranch(directory: string): Promise<string> {
  const remote = await gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD']);
  const current = remote ? undefined : await gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'HEAD']);
  return remote?.replace(/^origin\//, '') || current || 'main';
}
