import { stat } from 'node:fs/promises';

/**
 * Whether something is at this path.
 * @throws the system's error if that is unknown (no permission, too few file descriptors): unknown is not absent
 */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (isAbsent(error)) return false;
    throw error;
  }
}

/** Whether a file operation failed because there is nothing at the path. */
export function isAbsent(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR'].includes(errorCode(error) ?? '');
}

/** Whether a file could not be opened because this process, or the system, has too many open. */
export function isOutOfFiles(error: unknown): boolean {
  return ['EMFILE', 'ENFILE'].includes(errorCode(error) ?? '');
}

/** The system's name of an error, such as `EACCES`. */
export function errorCode(error: unknown): string | undefined {
  return (error as NodeJS.ErrnoException | null | undefined)?.code;
}
