import { createHash } from 'node:crypto';
import { readFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { isAbsent } from '../exists.ts';

const holderSchema = z.object({
  /** For people. */
  host: z.string(),
  machine: z.string(),
  pid: z.int(),
  /** Absent where it can't be read. */
  began: z.string().optional(),
  /** Random, of this one lease. */
  token: z.string(),
  /** Heartbeats so far. */
  beats: z.int().nonnegative(),
});
/** Who holds a lease: the content of its file. */
export type Holder = z.output<typeof holderSchema>;

/** For people: `process 42 on nodeA`. */
export function describeHolder(holder: Pick<Holder, 'host' | 'pid'> | undefined): string {
  return holder ? `process ${holder.pid} on ${holder.host}` : 'a process that did not write down who it is';
}

export interface LeaseFile {
  /** Absent if the file holds something else, as after a crash of the machine. */
  readonly holder?: Holder;
  /** What names this lease: its token, or a hash of what can't be read. */
  readonly token: string;
  readonly text: string;
}

/** Undefined if there is no lease. @throws the system's error if that can't be told */
export async function readLeaseFile(file: string): Promise<LeaseFile | undefined> {
  try {
    return parseLease(await readFile(file, 'utf8'));
  } catch (error) {
    if (isAbsent(error)) return undefined;
    throw error;
  }
}

function parseLease(text: string): LeaseFile {
  const holder = holderSchema.safeParse(parsedOrNothing(text)).data;
  return holder
    ? { holder, token: holder.token, text }
    : { token: createHash('sha256').update(text).digest('hex').slice(0, 16), text };
}

/** All texts of one holder are equally long, so that a heartbeat changes the digits in place. */
export function formatHolder({ beats, ...holder }: Holder): string {
  const open = JSON.stringify(holder).slice(0, -1);
  return `${open},"beats":${String(beats).padStart(10)}}\n`;
}

/** Writes a heartbeat, unless another's lease is in the opened file. True if it did. */
export async function writeBeat(handle: FileHandle, holder: Holder): Promise<boolean> {
  const { token } = parseLease(await handle.readFile('utf8'));
  if (token !== holder.token) return false;
  await handle.write(formatHolder(holder), 0);
  return true;
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
