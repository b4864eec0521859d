import { chmod, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { gitOutput } from '../runs/git.ts';
import type { Command } from './launcher.ts';

const opening = '# >>> tessera launch >>>';
const closing = '# <<< tessera launch <<<';
const shebang = '#!/bin/sh\n';

/**
 * Makes git start a run for every experiment that a commit adds or changes. An existing hook is kept. Installing again
 * changes nothing.
 * @returns path of the hook
 * @throws TesseraError `git-failed` outside of a repository, or if the hook that is there is not a shell script
 */
export async function installHook(directory: string, command: Command): Promise<string> {
  const file = await hookFile(directory);
  const content = withoutBlock(await readFile(file, 'utf8').catch(() => shebang));
  const firstLine = content.slice(0, content.indexOf('\n') + 1);
  if (!/^#!.*\b(ba|da|z|k)?sh\b/.test(firstLine)) {
    throw new TesseraError({
      code: 'git-failed',
      message: `expected ${file} to be a shell script, it starts with ${JSON.stringify(firstLine.trim())}`,
      hints: ['add to it: tessera launch --since HEAD~1 --detach'],
    });
  }
  await mkdir(dirname(file), { recursive: true });
  // The block is put at the top, since a script may end before its last line.
  await writeFile(file, firstLine + block(directory, command) + content.slice(firstLine.length));
  await chmod(file, 0o755);
  return file;
}

/** Removes the block of `installHook`. @returns path of the hook, or undefined if there was no block */
export async function uninstallHook(directory: string): Promise<string | undefined> {
  const file = await hookFile(directory);
  const content = await readFile(file, 'utf8').catch(() => '');
  const rest = withoutBlock(content);
  if (rest === content) return undefined;
  if (rest.trim() === shebang.trim()) await rm(file);
  else await writeFile(file, rest);
  return file;
}

/**
 * The lines of the hook. They end quickly if the commit has no YAML, do nothing during a rebase, and never make a
 * commit fail.
 */
function block(directory: string, command: Command): string {
  return `${opening}
# Starts a run for each experiment that this commit adds or changes. To remove: tessera launch --uninstall-hook
(
  unset $(git rev-parse --local-env-vars)
  cd ${quote(directory)} || exit 0
  [ -d "$(git rev-parse --git-path rebase-merge)" ] && exit 0
  [ -d "$(git rev-parse --git-path rebase-apply)" ] && exit 0
  [ -n "$(git show --first-parent -m --format= --name-only HEAD -- '*.yaml' '*.yml')" ] || exit 0
  ${command.map(quote).join(' ')}
) || true
${closing}
`;
}

async function hookFile(directory: string): Promise<string> {
  const path = await gitOutput(directory, ['rev-parse', '--git-path', 'hooks/post-commit']);
  if (path) return resolve(directory, path);
  throw new TesseraError({
    code: 'git-failed',
    message: `expected ${directory} to be in a git repository`,
    hints: ['start one: git init'],
  });
}

function withoutBlock(content: string): string {
  const [start, end] = [content.indexOf(opening), content.indexOf(closing)];
  if (start === -1 || end < start) return content;
  return content.slice(0, start) + content.slice(end + closing.length).replace(/^\n/, '');
}

function quote(text: string): string {
  return /^[\w./:=~-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}
