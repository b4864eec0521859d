import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf, TesseraError } from './errors/index.ts';
import { errorCode } from './exists.ts';

/**
 * The error that a file can't be written, which says for a full disk how much is needed and how much is free. To be
 * made after what was written of the file is removed.
 * @param bytes what was to be written
 */
export function writeFailed(file: string, cause: unknown, bytes: number): TesseraError {
  if (cause instanceof TesseraError) return cause;
  const [why, hints] = reasonOf(file, cause, bytes);
  return new TesseraError({ code: 'run-failed', message: `cannot write ${file}: ${why}`, hints }, { cause });
}

function reasonOf(file: string, cause: unknown, bytes: number): [why: string, hints: string[]] {
  const code = errorCode(cause);
  if (code === 'ENOSPC') {
    return [
      `the disk is full: ${sizeOf(bytes)} are needed, ${freeBeside(file)} free`,
      ['free some space, then go on; files that were whole before are still there'],
    ];
  }
  if (code === 'EDQUOT') return [`your quota of the disk is used up: ${sizeOf(bytes)} are needed`, ['free some space']];
  return [messageOf(cause), []];
}

function freeBeside(file: string): string {
  try {
    const { bavail, bsize } = statfsSync(dirname(file));
    return `${sizeOf(bavail * bsize)} are`;
  } catch {
    return 'too few are';
  }
}

/** `12 B`, `1.5 KiB`, `12.0 MiB`. */
function sizeOf(bytes: number): string {
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];
  const power = Math.min(units.length - 1, Math.max(0, Math.floor(Math.log2(Math.max(1, bytes)) / 10)));
  return power === 0 ? `${bytes} B` : `${(bytes / 1024 ** power).toFixed(1)} ${units[power]!}`;
}
