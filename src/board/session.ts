import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { readEvents, readSessionStart, type SessionStart } from 'tensorboard-ts-writer';

/** What TensorBoard knows of a run's folder, besides its curves. */
export interface BoardSession {
  /** As the run logged them when it began. Absent if it has not begun, or its event files can't be read. */
  readonly hyperParameters?: SessionStart['hyperParameters'];
  /** The folders of its splits, in which runs of earlier versions have their figures. */
  readonly splits: readonly string[];
}

export async function boardSession(directory: string): Promise<BoardSession> {
  const names = await readdir(directory).catch(() => [] as string[]);
  const files = names.filter((name) => name.includes('tfevents')).toSorted();
  for (const file of files) {
    const start = await startIn(join(directory, file));
    if (start) return { hyperParameters: start.hyperParameters, splits: splitsIn(names) };
  }
  return { splits: splitsIn(names) };
}

function splitsIn(names: readonly string[]): string[] {
  return ['train', 'val', 'test'].filter((split) => names.includes(split));
}

/** What begins a row is near the beginning of a file: little but text comes before it. */
async function startIn(file: string): Promise<SessionStart | undefined> {
  const handle = await open(file).catch(() => undefined);
  if (!handle) return undefined;
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes), 0, mostBytes, 0);
    for (const { values } of readEvents(buffer.subarray(0, bytesRead))) {
      const start = values.flatMap((value) => readSessionStart(value) ?? [])[0];
      if (start) return start;
    }
    return undefined;
  } catch {
    return undefined;
  } finally {
    await handle.close();
  }
}

const mostBytes = 1 << 19;
