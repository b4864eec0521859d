import { chmod, readdir, readFile, realpath, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve, sep } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { exists, isAbsent } from '../core/exists.ts';
import { makeFolder } from '../core/make-folder.ts';
import { shellQuote } from '../core/shell-quote.ts';
import { writeFileAtomic } from '../core/write-file.ts';
import { gitText } from './commits.ts';
import { gitHooks, type GitHook } from './git-event.ts';
import type { Command } from './launcher.ts';
import type { Project } from './project.ts';

const opening = '# >>> tessera launch >>>';
const closing = '# <<< tessera launch <<<';
const shebang = '#!/bin/sh\n';

/**
 * Makes git call `command` with the name of a hook and its arguments when there are new commits in this project's
 * repository, in any of its working trees. Installing again changes nothing but the command.
 *
 * The hooks get a few lines that are the same for all repositories: they run what lies in the repository's own git
 * folder, a script for each project. So a folder of hooks that is shared with other repositories, or committed, does
 * nothing elsewhere.
 * @returns paths of the hooks
 * @throws TesseraError `git-failed` if a hook that is there is not a shell script; nothing is changed then
 */
export async function installHook(project: Project, command: Command): Promise<string[]> {
  const folder = await hooksFolder(project);
  const hooks = await Promise.all(gitHooks.map(async (hook) => ({ hook, ...(await readHook(join(folder, hook))) })));
  await makeFolder(folder);
  await makeFolder(projectsFolder(project));
  await writeFileAtomic(projectScript(project), script(project, command));
  for (const { hook, file, firstLine, rest } of hooks) {
    // The block is put at the top, since a script may end before its last line.
    await writeFileAtomic(file, firstLine + block(hook) + rest);
    await chmod(file, 0o755);
  }
  return hooks.map(({ file }) => file);
}

/**
 * Undoes `installHook` for one project. The hooks keep their lines while the repository has other projects, and where
 * they lie outside of the repository, since others may share them.
 * @returns paths of the files that were changed or removed; empty if the project had no hook
 */
export async function uninstallHook(project: Project): Promise<string[]> {
  const own = projectScript(project);
  if (!(await exists(own))) return [];
  await rm(own);
  const others = (await readdir(projectsFolder(project))).filter((name) => name.endsWith('.sh'));
  const folder = await hooksFolder(project);
  const isShared = ![project.top, project.gitDirectory].some((root) => folder.startsWith(`${root}${sep}`));
  if (others.length > 0 || isShared) return [own];
  const changed = await Promise.all(gitHooks.map((hook) => removeBlock(join(folder, hook))));
  return [own, ...changed.filter((file) => file !== undefined)];
}

/** Does nothing in a repository where no project was installed. Never makes a git command fail. */
function block(hook: GitHook): string {
  return `${opening}
# Starts the experiments that new commits bring. To remove: tessera launch --uninstall-hook
for tessera_project in "$(git rev-parse --git-common-dir)"/tessera/projects/*.sh; do
  if [ -f "$tessera_project" ]; then sh "$tessera_project" ${hook} "$@" </dev/null || :; fi
done
${closing}
`;
}

/**
 * Finds the project in the working tree that the hook runs for, without the variables that git sets for hooks. Ends
 * quickly if a commit has no file that can matter.
 */
function script({ prefix }: Project, command: Command): string {
  return `${shebang}# Written by tessera launch --install-hook.
top=$(git rev-parse --show-toplevel) || exit 0
unset $(git rev-parse --local-env-vars)
cd "$top"${prefix === '' ? '' : `/${shellQuote(prefix)}`} 2>/dev/null || exit 0
# Git tells of an amended commit twice.
[ "$*" != 'post-rewrite amend' ] || exit 0
if [ "$1" = post-commit ] && ! git reflog -1 --format=%gs | grep -q '^commit (amend)'; then
  [ -n "$(git show --first-parent -m --format= --name-only HEAD -- ${mattering.map((end) => `':(top)*.${end}'`).join(' ')})" ] || exit 0
fi
exec ${command.map(shellQuote).join(' ')} "$@"
`;
}

/** Endings of configurations and of what plugins import. */
const mattering = ['yaml', 'yml', '[jt]s', '[cm][jt]s', '[jt]sx', 'json', 'node', 'wasm'];

function projectsFolder({ gitDirectory }: Project): string {
  return join(gitDirectory, 'tessera', 'projects');
}

function projectScript(project: Project): string {
  return join(projectsFolder(project), `project-${encodeURIComponent(project.prefix)}.sh`);
}

/** Husky generates the folder that git is told of, and its hooks call those in the folder above. */
async function hooksFolder({ directory }: Project): Promise<string> {
  const folder = resolve(directory, await gitText(directory, ['rev-parse', '--git-path', 'hooks']));
  const isHusky = basename(folder) === '_' && (await exists(join(folder, 'h')));
  return isHusky ? dirname(folder) : folder;
}

interface HookFile {
  readonly file: string;
  /** Empty if the script doesn't say which program runs it: git and husky take the shell. */
  readonly firstLine: string;
  /** The lines after it, without the block. */
  readonly rest: string;
}

async function readHook(path: string): Promise<HookFile> {
  // A link stays a link.
  const file = (await exists(path)) ? await realpath(path) : path;
  const content = withoutBlock((await textOf(file)) ?? shebang);
  const firstLine = content.startsWith('#!') ? content.slice(0, content.indexOf('\n') + 1) : '';
  if (firstLine !== '' && !/^#!.*\b(ba|da|z|k)?sh\b/.test(firstLine)) {
    throw new TesseraError({
      code: 'git-failed',
      message: `expected ${file} to be a shell script, it starts with ${JSON.stringify(firstLine.trim())}`,
      hints: ['add to it: tessera launch --since HEAD~1 --detach'],
    });
  }
  return { file, firstLine, rest: content.slice(firstLine.length) };
}

async function removeBlock(file: string): Promise<string | undefined> {
  const content = (await textOf(file)) ?? '';
  const rest = withoutBlock(content);
  if (rest === content) return undefined;
  if (rest.trim() === shebang.trim() || rest.trim() === '') await rm(file);
  else {
    await writeFileAtomic(file, rest);
    await chmod(file, 0o755);
  }
  return file;
}

async function textOf(file: string): Promise<string | undefined> {
  return readFile(file, 'utf8').catch((error: unknown) => {
    if (isAbsent(error)) return undefined;
    throw error;
  });
}

function withoutBlock(content: string): string {
  const [start, end] = [content.indexOf(opening), content.indexOf(closing)];
  if (start === -1 || end < start) return content;
  return content.slice(0, start) + content.slice(end + closing.length).replace(/^\n/, '');
}
