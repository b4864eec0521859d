import { lstat } from 'node:fs/promises';
import { isAbsent } from '../core/exists.ts';

/** What is at a path. A link is a link, wherever it leads. @throws the system's error if that is unknown */
export async function kindOf(path: string): Promise<'nothing' | 'folder' | 'link' | 'file'> {
  try {
    const found = await lstat(path);
    if (found.isSymbolicLink()) return 'link';
    return found.isDirectory() ? 'folder' : 'file';
  } catch (error) {
    if (isAbsent(error)) return 'nothing';
    throw error;
  }
}
