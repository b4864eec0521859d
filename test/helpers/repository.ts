import { execa } from 'execa';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gitEnvironment } from '../../src/runs/git.ts';
import { newFolder } from './tessera.ts';

/** A git repository of its own, whatever the machine's git is set to. */
export interface Repository {
  readonly path: string;
  git(...args: string[]): Promise<string>;
  write(file: string, text: string): Promise<void>;
  /** Writes the files and commits everything. @returns what git printed */
  commit(files: Readonly<Record<string, string>>): Promise<string>;
  executable(file: string, text: string): Promise<void>;
}

export async function newRepository(): Promise<Repository> {
  const path = await newFolder();
  const env = {
    ...gitEnvironment(),
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_CONFIG_SYSTEM: '/dev/null',
    GIT_CONFIG_NOSYSTEM: '1',
  };
  const git = async (...args: string[]) =>
    (await execa('git', args, { cwd: path, env, extendEnv: false, all: true })).all;
  await git('init', '--quiet', '--initial-branch=main');
  await git('config', 'user.name', 'Test');
  await git('config', 'user.email', 'test@example.org');
  await git('config', 'commit.gpgsign', 'false');
  const write = async (file: string, text: string) => {
    await mkdir(dirname(join(path, file)), { recursive: true });
    await writeFile(join(path, file), text);
  };
  return {
    path,
    git,
    write,
    async commit(files) {
      for (const [file, text] of Object.entries(files)) await write(file, text);
      await git('add', '--all');
      return git('commit', '--quiet', '--message=change');
    },
    async executable(file, text) {
      await write(file, text);
      await chmod(join(path, file), 0o755);
    },
  };
}
