import { dirname, join } from 'node:path';
import { exitCodes, type ExitCode } from '../../core/errors/index.ts';
import { makeFolder } from '../../core/make-folder.ts';
import { writeFileAtomic } from '../../core/write-file.ts';
import { githubWorkflow, workflowFile } from '../../launch/github-workflow.ts';
import type { Project } from '../../launch/project.ts';
import { gitOutput } from '../../runs/git.ts';
import { answer, type Setting } from './setting.ts';

export async function writeCi({ args, context, project }: Setting): Promise<ExitCode> {
  const { file, branch } = await writeWorkflow(project, args.runs === 'runs' ? undefined : args.runs);
  if (args.json) return answer({ file, branch }, context);
  context.out(`Written: ${file}. It needs a self-hosted runner on a machine with the data.`);
  context.out('  pull requests:  checked, and a comment says what merging would launch');
  context.out(`  ${branch}:  launched on that runner, and a comment has the leaderboard`);
  return exitCodes.done;
}

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
  await makeFolder(dirname(file));
  await writeFileAtomic(file, githubWorkflow({ branch, prefix, runs, nodeVersion: '22' }));
  return { file, branch };
}

/** The branch that the repository was cloned from, or else the one that is checked out. */
async function mainBranch(directory: string): Promise<string> {
  const remote = await gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'refs/remotes/origin/HEAD']);
  const current = remote ? undefined : await gitOutput(directory, ['symbolic-ref', '--short', '--quiet', 'HEAD']);
  return remote?.replace(/^origin\//, '') || current || 'main';
}
