import { open } from 'node:fs/promises';
import { TesseraError } from '../errors/index.ts';
import { isAbsent } from '../exists.ts';
import { readLeaseFile, writeBeat, type Holder } from './holder.ts';

/** The right to write in one place, as long as its holder lives. */
export interface Lease {
  readonly file: string;
  readonly holder: Holder;
  /** Aborted, with a TesseraError `lease-lost`, when another process has taken the lease: stop, and write nothing more. */
  readonly signal: AbortSignal;
  /**
   * To be called before each write.
   * @throws TesseraError `lease-lost` if the lease is another's or gone, or the system's error if that can't be told
   */
  assertHeld(): Promise<void>;
  /** The folder that holds it was renamed. */
  movedTo(file: string): void;
  release(): Promise<void>;
}

/** Shows every few seconds that its process lives, and notices when the lease is another's. */
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
      // A disk that can't be read for a moment proves nothing.
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
    hints: ['look which process goes on with it: tessera list'],
  });
}
