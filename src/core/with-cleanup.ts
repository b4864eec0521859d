/** What to do when a piece of work ends. What was added last is done first. */
export interface Cleanup {
  /** Adds something that is always done. */
  always(closing: () => void | Promise<void>): void;
  /** Adds something that is done if the work, or what was done before, has failed. `error` is the first error. */
  onFailure(closing: (error: unknown) => void | Promise<void>): void;
}

/**
 * Does `work`, then all that it added, even if some of it fails.
 * @param reportLater called with each error after the first; it must not throw
 * @throws the first error: that of the work if it failed, otherwise that of what it added
 */
export async function withCleanup<T>(
  work: (cleanup: Cleanup) => Promise<T>,
  reportLater: (error: unknown) => void,
): Promise<T> {
  const closings: ((failure: Failure | undefined) => void | Promise<void>)[] = [];
  let failure: Failure | undefined;
  const note = (error: unknown) => {
    if (failure) reportLater(error);
    else failure = { error };
  };

  let result: T | undefined;
  try {
    result = await work({
      always: (closing) => void closings.push(() => closing()),
      onFailure: (closing) => void closings.push((failed) => failed && closing(failed.error)),
    });
  } catch (error) {
    note(error);
  }
  for (const closing of closings.toReversed()) {
    try {
      await closing(failure);
    } catch (error) {
      note(error);
    }
  }
  if (failure) throw failure.error;
  return result as T;
}

/** The thrown value may be `undefined` itself, so it is wrapped. */
interface Failure {
  readonly error: unknown;
}
