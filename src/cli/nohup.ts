import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

/**
 * Whether this process was started so that it ignores SIGHUP, as by `nohup`. Node.js sets all ignored signals back when
 * it starts, so this is told by other signs: the command's name that shells pass on, what nohup makes of a terminal on
 * standard input, and whether the parent process ignores the signal itself (a script under nohup).
 */
export function startedWithNohup(
  environment: Readonly<Record<string, string | undefined>>,
  read: (file: string) => string = readOrNothing,
): boolean {
  if (basename(environment['_'] ?? '') === 'nohup') return true;
  return isWriteOnly(read('/proc/self/fdinfo/0')) || ignoresHangup(read(`/proc/${process.ppid}/status`));
}

/** GNU nohup opens /dev/null for writing as standard input (proc(5): the last octal digits are the access mode). */
function isWriteOnly(fdinfo: string): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(fdinfo)?.[1];
  return flags !== undefined && (Number.parseInt(flags, 8) & 3) === 1;
}

/** proc(5): the mask of ignored signals is hexadecimal, and SIGHUP (1) is its lowest bit. */
function ignoresHangup(status: string): boolean {
  const mask = /^SigIgn:\s*([0-9a-f]+)/m.exec(status)?.[1];
  return mask !== undefined && (Number.parseInt(mask.slice(-1), 16) & 1) === 1;
}

function readOrNothing(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
