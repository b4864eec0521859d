import { execFile } from 'node:child_process';
import { readFile, readlink } from 'node:fs/promises';
import { hostname } from 'node:os';
import { promisify } from 'node:util';
import { errorCode } from '../exists.ts';

/** Tells about the processes of a machine. Tests pass their own. */
export interface ProcessTable {
  /** Name of the machine, for messages. */
  readonly host: string;
  /**
   * Two processes with the same value see the same process numbers. The value differs in a container and after a
   * reboot.
   */
  machine(): Promise<string>;
  /** When the process began, in any form that differs if its number is used again. */
  startOf(pid: number): Promise<ProcessStart>;
}

/** `gone` if there is no such process; `unknown` if there is one whose start can't be read. */
export type ProcessStart = { readonly began: string } | 'gone' | 'unknown';

export const thisMachine: ProcessTable = {
  host: hostname(),
  async machine() {
    if (process.platform !== 'linux') return hostname();
    const [boot, namespace] = await Promise.all([
      readFile('/proc/sys/kernel/random/boot_id', 'utf8').catch(() => hostname()),
      readlink('/proc/self/ns/pid').catch(() => ''),
    ]);
    return `${boot.trim()} ${namespace}`.trim();
  },
  async startOf(pid) {
    if (!isThere(pid)) return 'gone';
    if (process.platform === 'linux') return linuxStart(pid);
    return process.platform === 'win32' ? 'unknown' : psStart(pid);
  },
};

function isThere(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function linuxStart(pid: number): Promise<ProcessStart> {
  // If a container sees the /proc of another one, the numbers there mean other processes.
  if ((await readlink('/proc/self').catch(() => '')) !== String(process.pid)) return 'unknown';
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  // The process is hidden from other users (hidepid), or has just ended: the next look tells.
  return stat === undefined ? 'unknown' : parseProcStat(stat);
}

/**
 * The start of a process, in clock ticks since boot: field 22 of `/proc/<pid>/stat` (proc(5)). The second field is the
 * program's name in brackets, which may contain blanks and brackets itself. A zombie has ended; its status was not
 * fetched.
 */
export function parseProcStat(stat: string): ProcessStart {
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, began] = [fields[0], fields[22 - 3]];
  if (state === 'Z' || state === 'X') return 'gone';
  return began === undefined ? 'unknown' : { began };
}

async function psStart(pid: number): Promise<ProcessStart> {
  try {
    const options = { env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' } };
    const { stdout } = await promisify(execFile)('ps', ['-o', 'lstart=', '-p', String(pid)], options);
    return stdout.trim() === '' ? 'gone' : { began: stdout.trim() };
  } catch {
    return 'unknown';
  }
}
