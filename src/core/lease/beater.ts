import { beat } from './beat.ts';
import type { Holder } from './holder.ts';

/** A lease whose heartbeats are to be written. */
export interface BeatingLease {
  readonly file: string;
  readonly holder: Holder;
  /** Milliseconds between two heartbeats. */
  readonly every: number;
}

/** Writes the heartbeats of leases, each named by its token. */
export interface Beater {
  start(lease: BeatingLease): void;
  /** The lease's folder was renamed. */
  move(token: string, file: string): void;
  stop(token: string): void;
}

/** `onLost` is called when a heartbeat finds that the lease in this file is another's, or gone. */
export function createBeater(onLost: (token: string, file: string) => void): Beater {
  const files = new Map<string, string>();
  const timers = new Map<string, NodeJS.Timeout>();
  return {
    start({ file, holder, every }) {
      const { token } = holder;
      let { beats } = holder;
      const next = async () => {
        const place = files.get(token)!;
        if (!(await beat(place, { ...holder, beats: ++beats }))) onLost(token, place);
      };
      files.set(token, file);
      timers.set(token, setInterval(() => void next(), every).unref());
    },
    move: (token, file) => void files.set(token, file),
    stop(token) {
      clearInterval(timers.get(token));
      timers.delete(token);
    },
  };
}
