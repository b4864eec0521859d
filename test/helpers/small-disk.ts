import { execFileSync } from 'node:child_process';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ExecutionContext } from 'ava';
import { newFolder } from './tessera.ts';

/** Mounts a disk in memory of so many KiB until the test ends. Needs `testIf('small-disk')`. */
export async function mountSmallDisk(t: ExecutionContext, kibibytes: number): Promise<string> {
  const folder = await newFolder();
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${kibibytes}k`, 'tmpfs', folder]);
  t.teardown(() => execFileSync('umount', ['--lazy', folder]));
  return folder;
}

/** Fills the disk with a file until so many KiB are free, and returns its path. */
export function fillDisk(folder: string, left: number): string {
  const file = join(folder, 'filler');
  const { bavail, bsize } = statfsSync(folder);
  writeFileSync(file, Buffer.alloc(bavail * bsize - left * 1024));
  return file;
}
