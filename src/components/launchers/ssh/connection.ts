import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { TesseraError } from '../../../core/errors/index.ts';
import { makeFolder } from '../../../core/make-folder.ts';
import { nameOf, type Host } from './host.ts';

export interface Connecting {
  /** Further options of `ssh`. */
  readonly options: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

export interface Answer {
  /** 255 if `ssh` itself failed. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Longer than a connection may take to be found dead. */
const longestWait = 60_000;

/**
 * Runs a script of shell on a host. It never asks for a password and never takes an unknown host's key: both need a
 * person. A host that doesn't answer for ten seconds, or falls silent for fifteen, has failed.
 * @throws TesseraError `program-missing` without `ssh` here
 */
export async function runOn(
  host: Pick<Host, 'host' | 'port'>,
  script: string,
  connecting: Connecting,
): Promise<Answer> {
  const { options, environment } = connecting;
  // An option that is given twice has its first value.
  const args = ['-T', '-o', 'BatchMode=yes', ...portOption(host), ...options, ...(await usualOptions())];
  // The user's own shell there reads these words only; the script comes as input.
  const { exitCode, stdout, stderr, code, timedOut } = await execa('ssh', [...args, '--', host.host, 'exec sh -l -s'], {
    env: { ...environment },
    extendEnv: false,
    input: script,
    timeout: longestWait,
    reject: false,
  });
  if (code === 'ENOENT') throw missing();
  if (timedOut) return { exitCode: 255, stdout, stderr: `Connection timed out: no answer from ${nameOf(host)}` };
  return { exitCode: exitCode ?? 255, stdout, stderr };
}

/** @throws TesseraError `program-missing` without `ssh` here */
export async function assertSsh({ environment }: Pick<Connecting, 'environment'>): Promise<void> {
  const { code } = await execa('ssh', ['-V'], { env: { ...environment }, extendEnv: false, reject: false });
  if (code === 'ENOENT') throw missing();
}

function portOption({ port }: Pick<Host, 'port'>): string[] {
  return port === undefined ? [] : ['-p', String(port)];
}

/** One connection for each host, kept for a while, in a folder that is this user's only. */
async function usualOptions(): Promise<string[]> {
  const options = ['ConnectTimeout=10', 'ServerAliveInterval=5', 'ServerAliveCountMax=3'];
  if (process.platform !== 'win32') {
    // The path of a socket has a hundred characters at most.
    const folder = join(tmpdir(), `tessera-ssh-${userInfo().username}`);
    await makeFolder(folder, 0o700);
    options.push('ControlMaster=auto', `ControlPath=${folder}/%C`, 'ControlPersist=20');
  }
  return options.flatMap((option) => ['-o', option]);
}

function missing(): TesseraError {
  return new TesseraError({
    code: 'program-missing',
    path: 'launcher.type',
    message: 'expected `ssh` on this machine, found none on PATH',
    hints: ['install OpenSSH: apt-get install openssh-client'],
  });
}
