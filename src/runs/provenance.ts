import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, hostname, totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hashFile } from '../core/file-hash.ts';
import { exists } from '../core/exists.ts';
import { once } from '../core/once.ts';
import { packageFile } from '../core/package-file.ts';
import { tesseraVersion } from '../core/version.ts';
import type { Attempt } from './attempt.ts';
import { gitOutput } from './git.ts';
import { gitSnapshot, type GitSnapshot } from './git-snapshot.ts';

export interface AttemptInput {
  /** ISO 8601. */
  readonly startedAt: string;
  readonly backend: string;
  readonly engine: NonNullable<Attempt['engine']>;
  /** Arguments of the command line, without the program. */
  readonly command: readonly string[];
  /** What changed since the attempt before, one line each. */
  readonly changes?: readonly string[];
  readonly code: CodeState;
}

/** The code that a process runs: the user's, as git and the package manager know it, and Tessera's own. */
export interface CodeState extends Pick<Attempt, 'tessera' | 'lockFile'> {
  readonly git: GitSnapshot | undefined;
}

export interface StartedAttempt {
  /** The first attempt, at step 0; a resumed run gives it another number and step. */
  readonly attempt: Attempt;
  /** The difference to the commit, to be kept in the run's folder as `attempt.git.patch`. */
  readonly patch?: Buffer;
}

/**
 * Reads which code this process runs. To be called early, since files may change while it runs.
 * @param files absolute paths of the experiment's own files, which belong in the patch even if git doesn't track them
 */
export async function readCode(workingDirectory: string, files: readonly string[] = []): Promise<CodeState> {
  const [git, tessera, lockFile] = await Promise.all([
    gitSnapshot(workingDirectory, { files }),
    ownCommit(),
    lockFileOf(workingDirectory),
  ]);
  return { git, tessera, lockFile };
}

/** Describes the attempt that this process begins now: code, machine and versions. */
export async function startAttempt(input: AttemptInput): Promise<StartedAttempt> {
  const { startedAt, code, backend, engine, command, changes = [] } = input;
  const { git, tessera, lockFile } = code;
  const patch = git?.patch && { patch: `code/${git.state.diffHash}.patch` };
  const attempt: Attempt = {
    number: 1,
    startedAt,
    firstStep: 0,
    lastStep: 0,
    outcome: 'running',
    host: hostname(),
    machine: {
      cpu: cpus()[0]?.model ?? 'unknown',
      cores: cpus().length,
      memoryBytes: totalmem(),
      platform: `${process.platform} ${process.arch}`,
    },
    versions: await versions(),
    backend,
    engine,
    command: [...command],
    ...(lockFile && { lockFile }),
    ...(git && { git: { ...git.state, ...patch } }),
    ...(tessera && { tessera }),
    ...(changes.length > 0 && { changes: [...changes] }),
  };
  return { attempt, ...(git?.patch && { patch: git.patch }) };
}

/** That of the code which this process has loaded. */
const ownCommit = once(() => commitIn(dirname(fileURLToPath(packageFile('package.json')))));

/** Packages that compute or decode: another version may give other numbers. */
const counted = ['@tensorflow/tfjs-core', 'onnxruntime-node', 'sharp'];

async function versions(): Promise<Record<string, string>> {
  const { resolve } = createRequire(import.meta.url);
  const found = await Promise.all(
    counted.map(async (name): Promise<[string, string][]> => {
      for (const folder of resolve.paths(name) ?? []) {
        const text = await readFile(join(folder, name, 'package.json'), 'utf8').catch(() => undefined);
        if (text !== undefined) return [[name, (JSON.parse(text) as { version: string }).version]];
      }
      return [];
    }),
  );
  return { tessera: tesseraVersion(), node: process.versions.node, ...Object.fromEntries(found.flat()) };
}

/** The commit of the code in a folder, as that of Tessera's own; undefined if it is installed as a package. */
export async function commitIn(folder: string): Promise<Attempt['tessera']> {
  if (!(await exists(join(folder, '.git')))) return undefined;
  const [commit, status] = await Promise.all([
    gitOutput(folder, ['rev-parse', '--verify', '--quiet', 'HEAD']),
    gitOutput(folder, ['status', '--porcelain', '--untracked-files=no']),
  ]);
  return commit ? { commit, dirty: Boolean(status) } : undefined;
}

const lockFiles = ['package-lock.json', 'npm-shrinkwrap.json', 'pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb'];

/** The lock file of the project that a folder belongs to: the nearest one, upwards. */
async function lockFileOf(directory: string): Promise<Attempt['lockFile']> {
  for (let folder = directory; ; folder = dirname(folder)) {
    for (const name of lockFiles) {
      const file = join(folder, name);
      const sha256 = await hashFile(file).catch(() => undefined);
      if (sha256 !== undefined) return { file: relative(directory, file), sha256 };
    }
    if (dirname(folder) === folder) return undefined;
  }
}
