import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { sha256 } from '../file-hash.ts';
import { isAbsent } from '../exists.ts';

const holderSchema = z.object({
  /** Name of the machine, for messages. */
  host: z.string(),
  machine: z.string(),
  pid: z.int(),
  /** When it took the lease, by its own clock, for messages (ISO 8601). Leases of earlier versions lack this. */
  since: z.string().optional(),
  /** When the process began; absent if that can't be read. */
  began: z.string().optional(),
  /** A random text that names this lease. */
  token: z.string(),
  /** Heartbeats so far. */
  beats: z.int().nonnegative(),
});
/** The holder of a lease: the content of the lease's file. */
export type Holder = z.output<typeof holderSchema>;

/** The holder in messages: `process 42 on nodeA (since 2026-11-25T18:03:12Z)`. */
export function describeHolder(holder: Pick<Holder, 'host' | 'pid' | 'since'> | undefined): string {
  if (!holder) return 'a process that did not write down who it is';
  const since = holder.since === undefined ? '' : ` (since ${holder.since})`;
  return `process ${holder.pid} on ${holder.host}${since}`;
}

export interface LeaseFile {
  /** Absent if the file has other content, as after a crash of the machine. */
  readonly holder?: Holder;
  /** Names this lease: its token, or a hash of content that can't be read. */
  readonly token: string;
  readonly text: string;
}

/** The content of a lease's file; undefined if there is none. @throws the system's error if that is unknown */
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
  return holder ? { holder, token: holder.token, text } : { token: sha256(text).slice(0, 16), text };
}

function parsedOrNothing(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
