import { TesseraError } from '../errors/index.ts';
import { startBeating } from './heartbeats.ts';
import { readLeaseFile, type Holder } from './holder.ts';

/** The right to write in one place, while its holder lives. */
export interface Lease {
  readonly file: string;
  readonly holder: Holder;
  /**
   * Aborted, with a TesseraError `lease-lost`, when another process has taken the lease. The holder must then stop
   * writing.
   */
  readonly signal: AbortSignal;
  /**
   * Call this before each write.
   * @throws TesseraError `lease-lost` if another process has the lease or it is gone; the system's error if that is
   * unknown
   */
  assertHeld(): Promise<void>;
  /**
   * Renames the lease's folder by calling `rename`; its file is `file` then. Until that is done, a missing file is no
   * loss.
   */
  move(file: string, rename: () => Promise<void>): Promise<void>;
  release(): Promise<void>;
}

/** Writes a heartbeat every few seconds, and notices if another process has taken the lease. */
export function keepAlive(
  first: string,
  holder: Holder,
  beatEvery: number,
  remove: (file: string) => Promise<void>,
): Lease {
  const lost = new AbortController();
  let [file, released, moving] = [first, false, false];
  const lose = () => {
    beating.stop(holder.token);
    lost.abort(leaseLost(file));
    return lost.signal.reason as TesseraError;
  };
  const beating = startBeating({ file, holder, every: beatEvery }, (place) => {
    // A heartbeat that was on its way during a release or a move says nothing.
    if (!released && !moving && place === file) lose();
  });

  return {
    get file() {
      return file;
    },
    holder,
    signal: lost.signal,
    async assertHeld() {
      lost.signal.throwIfAborted();
      if ((await readLeaseFile(file))?.token !== holder.token) throw lose();
    },
    async move(place, rename) {
      moving = true;
      try {
        await rename();
        file = place;
        beating.move(holder.token, place);
      } finally {
        moving = false;
      }
    },
    async release() {
      beating.stop(holder.token);
      if (released || lost.signal.aborted) return;
      released = true;
      await remove(file);
    },
  };
}

function leaseLost(file: string): TesseraError {
  return new TesseraError({
    code: 'lease-lost',
    message: `this process no longer holds ${file}: another took it over, or it was deleted; nothing more is written`,
    hints: ['see which process continues it: `tessera list`'],
  });
}
