import { open } from 'node:fs/promises';
import { TesseraError } from '../errors/index.ts';
import { isAbsent } from '../exists.ts';
import { readLeaseFile, writeBeat, type Holder } from './holder.ts';

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
  /** Tells the lease that its folder was renamed. */
  movedTo(file: string): void;
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
  let [file, beats, released] = [first, holder.beats, false];
  const lose = () => {
    clearInterval(timer);
    lost.abort(leaseLost(file));
    return lost.signal.reason as TesseraError;
  };
  const loseUnlessMoved = (place: string) => {
    if (!released && place === file) lose();
  };
  const beat = async () => {
    const place = file;
    try {
      const handle = await open(place, 'r+');
      const mine = await writeBeat(handle, { ...holder, beats: ++beats }).finally(() => handle.close());
      if (!mine) loseUnlessMoved(place);
    } catch (error) {
      // That a disk can't be read for a moment proves nothing.
      if (isAbsent(error)) loseUnlessMoved(place);
    }
  };
  const timer = setInterval(() => void beat(), beatEvery).unref();

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
    movedTo: (place) => void (file = place),
    async release() {
      clearInterval(timer);
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
