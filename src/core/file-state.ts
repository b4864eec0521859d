import { stat } from 'node:fs/promises';

export interface FileState {
  /** Equal only for the same file with the same content. */
  readonly text: string;
  /** When content or metadata changed last, in milliseconds since 1970. */
  readonly changedAt: number;
}

/**
 * Size, inode, and the times of the last change of content and of metadata. The last of these can't be set by a
 * program, so a file that was replaced by an equally old one is noticed. @throws the system's error if it isn't there
 */
export async function fileState(file: string): Promise<FileState> {
  const { size, ino, mtimeNs, ctimeNs } = await stat(file, { bigint: true });
  return { text: [size, ino, mtimeNs, ctimeNs].join(' '), changedAt: Number(ctimeNs / 1_000_000n) };
}
