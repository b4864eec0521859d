import { createHash } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { relative } from 'node:path';
import { gitOptions, gitOutput } from './git.ts';

/** A patch that is larger isn't kept, only its hash. */
export const mostPatchBytes = 2 ** 20;

export interface Difference {
  /** 16 hex digits. */
  readonly hash: string;
  /** For `git apply`; absent if it is empty or too large to keep. */
  readonly patch?: Buffer;
}

/**
 * The difference between the last commit and the working tree, and of those of `files` that git doesn't track.
 * @param top the top folder of the repository
 * @param status the names of what differs, which count too
 */
export async function differenceToHead(top: string, status: string, files: readonly string[]): Promise<Difference> {
  const { execa } = await import('execa');
  const hash = createHash('sha256').update(`${status}\n`);
  const chunks: Uint8Array[] = [];
  let size = 0;
  const add = (chunk: Uint8Array) => {
    hash.update(chunk);
    size += chunk.length;
    if (size <= mostPatchBytes) chunks.push(chunk);
  };
  const tracked = execa('git', ['diff', 'HEAD', ...plain], { ...gitOptions(top), buffer: false, encoding: 'buffer' });
  for await (const chunk of tracked.iterable()) add(chunk);
  for (const file of await untracked(top, files)) add(await additionOf(top, file));
  const isKept = size > 0 && size <= mostPatchBytes;
  return { hash: hash.digest('hex').slice(0, 16), ...(isKept && { patch: Buffer.concat(chunks) }) };
}

/** Whatever this machine's git is set to, the patch can be applied. */
const plain = ['--no-ext-diff', '--no-textconv', '--no-color', '--binary', '--src-prefix=a/', '--dst-prefix=b/'];

/** Those of the files that are in the repository and that git doesn't track, relative to its top. */
async function untracked(top: string, files: readonly string[]): Promise<string[]> {
  // git names its top without symbolic links.
  const paths = await Promise.all(files.map((file) => realpath(file).catch(() => file)));
  const inside = paths.map((file) => relative(top, file)).filter((file) => !file.startsWith('..'));
  if (inside.length === 0) return [];
  const list = await gitOutput(top, ['ls-files', '--others', '-z', '--', ...inside.map((file) => `:(literal)${file}`)]);
  return [...new Set((list ?? '').split('\0').filter(Boolean))].sort();
}

/** The patch that adds a file. With exit code 1, git says that there is a difference. */
async function additionOf(top: string, file: string): Promise<Uint8Array> {
  const { execa } = await import('execa');
  const args = ['diff', '--no-index', ...plain, '--', '/dev/null', file];
  const { stdout } = await execa('git', args, { ...gitOptions(top), encoding: 'buffer', stripFinalNewline: false });
  return stdout;
}
