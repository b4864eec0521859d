import { messageOf, TesseraError } from './errors/index.ts';

export interface StrayErrors {
  /** Rejects at the first stray error, with `plugin-failed`. */
  readonly first: Promise<never>;
  /** Aborted at the first stray error. */
  readonly signal: AbortSignal;
  /** From here on, stray errors go to whoever watched before. */
  stop(): void;
}

type Tell = (error: TesseraError) => void;

/** Who is told: the last one that watches. */
const watching: Tell[] = [];

/**
 * Watches for errors that reach nobody: rejections that nothing handles, errors thrown in timers and events, and the
 * end of all work while something is still waited for. Node.js ends the process at each of them, without a clean-up.
 */
export function watchStrayErrors(): StrayErrors {
  const controller = new AbortController();
  let fail: Tell = () => undefined;
  const first = new Promise<never>((_, reject) => (fail = reject));
  // Whoever watches may not be waiting for it.
  first.catch(() => undefined);
  const tell: Tell = (error) => {
    controller.abort(error);
    fail(error);
  };
  if (watching.length === 0)
    process.on('uncaughtException', onError).on('unhandledRejection', onError).on('beforeExit', onIdle);
  watching.push(tell);
  return {
    first,
    signal: controller.signal,
    stop() {
      const place = watching.indexOf(tell);
      if (place === -1) return;
      watching.splice(place, 1);
      if (watching.length === 0)
        process.off('uncaughtException', onError).off('unhandledRejection', onError).off('beforeExit', onIdle);
    },
  };
}

/** Does `work`, and rejects as soon as a stray error is told. */
export async function withStrayErrors<T>(work: () => Promise<T>): Promise<T> {
  const strays = watchStrayErrors();
  try {
    return await Promise.race([work(), strays.first]);
  } finally {
    strays.stop();
  }
}

const onError = (cause: unknown) => {
  const reason = messageOf(cause);
  watching.at(-1)?.(stray(`an error that nothing handled: ${reason}`, cause));
};
const onIdle = () =>
  watching.at(-1)?.(stray('a promise that never settles: nothing is left to do, but its result is awaited'));
function stray(what: string, cause?: unknown): TesseraError {
  return new TesseraError(
    {
      code: 'plugin-failed',
      message: `expected all work to be awaited, got ${what}`,
      hints: ['look in the plugins for a promise without `await`, or one that is never resolved'],
    },
    { cause },
  );
}
