import { open, type FileHandle } from 'node:fs/promises';
import { isAbsent } from '../exists.ts';
import type { Holder } from './holder.ts';

/** All texts of a holder have the same length, so that a heartbeat changes the digits in place. */
export function formatHolder({ beats, ...holder }: Holder): string {
  const unclosed = JSON.stringify(holder).slice(0, -1);
  return `${unclosed},"beats":${String(beats).padStart(10)}}\n`;
}

/**
 * Writes a heartbeat into the lease's file, unless that contains the lease of another process by now. The file is
 * opened first, so the heartbeat can't reach the file of a successor that is renamed to its place in between.
 * @returns whether the lease is still this holder's. A file that can't be read for a moment proves nothing.
 */
export async function beat(file: string, holder: Holder): Promise<boolean> {
  try {
    const handle = await open(file, 'r+');
    return await writeBeat(handle, holder).finally(() => handle.close());
  } catch (error) {
    return !isAbsent(error);
  }
}

async function writeBeat(handle: FileHandle, holder: Holder): Promise<boolean> {
  if (tokenOf(await handle.readFile('utf8')) !== holder.token) return false;
  await handle.write(formatHolder(holder), 0);
  return true;
}

function tokenOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { token?: unknown } | null)?.token;
  } catch {
    return undefined;
  }
}
