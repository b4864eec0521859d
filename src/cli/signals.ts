import type { EventEmitter } from 'node:events';
import type { Interrupt } from '../launch/launcher.ts';

/** Signals that ask this process to end: Ctrl-C, a service manager or scheduler, a terminal that was closed. */
export const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
export type StopSignal = (typeof stopSignals)[number];

/** What others ask of this process by signals. */
export interface Signals {
  /**
   * Calls `listener` at each interrupt until the returned function is called. Until somebody listens, the system ends
   * the process at such a signal, even one that is busy. Once it was asked to end, a later one ends it.
   */
  onInterrupt(listener: (how: Interrupt) => void): () => void;
  /** Calls `listener` when a checkpoint is asked for (SIGUSR2), until the returned function is called. */
  onSave(listener: () => void): () => void;
  /** The signal of the first interrupt. */
  interruptedBy(): StopSignal | undefined;
}

export interface SignalOptions {
  /** Whether this process was started with `nohup`, so that a closed terminal doesn't concern it. */
  readonly ignoresHangup: boolean;
  /** Ends the process, when it is asked again after whoever listened has done what was to be done. */
  end(signal: StopSignal): void;
  /** A clock in milliseconds, from any starting point. */
  readonly now?: () => number;
}

/** Signals within this time are one request: schedulers and terminals signal a whole group of processes. */
const oneRequest = 1000;

/**
 * Makes requests of a process's signals. Only a Ctrl-C that comes later than a second after the first signal is a
 * second request: a person's wish to end without saving. A scheduler that loses patience sends SIGKILL.
 */
export function createSignals(source: EventEmitter, options: SignalOptions): Signals {
  const { ignoresHangup, end, now = () => performance.now() } = options;
  const [onStop, onSave] = [new Set<(how: Interrupt) => void>(), new Set<() => void>()];
  let first: { readonly signal: StopSignal; readonly time: number } | undefined;
  let savedAt = -Infinity;

  const stop = (signal: StopSignal) => {
    if (!first) {
      first = { signal, time: now() };
      for (const listener of [...onStop]) listener('stop');
    } else if (now() - first.time > oneRequest) {
      if (onStop.size === 0) end(first.signal);
      else if (signal === 'SIGINT') for (const listener of [...onStop]) listener('kill');
    }
  };
  const handlers = stopSignals
    .filter((signal) => signal !== 'SIGHUP' || !ignoresHangup)
    .map((signal) => [signal, () => stop(signal)] as const);

  // A listener, even one that does nothing, keeps these signals from ending the process.
  if (ignoresHangup) source.on('SIGHUP', () => {});
  source.on('SIGUSR2', () => {
    if (now() - savedAt <= oneRequest) return;
    savedAt = now();
    for (const listener of [...onSave]) listener();
  });

  return {
    onInterrupt(listener) {
      if (onStop.size === 0 && !first) for (const [signal, handle] of handlers) source.on(signal, handle);
      onStop.add(listener);
      return () => {
        onStop.delete(listener);
        if (onStop.size === 0 && !first) for (const [signal, handle] of handlers) source.off(signal, handle);
      };
    },
    onSave(listener) {
      onSave.add(listener);
      return () => onSave.delete(listener);
    },
    interruptedBy: () => first?.signal,
  };
}
