/** Steps to do when a piece of work ends. The step that was added last is done first. */
export interface Cleanup {
  /** Adds a step that is always done. */
  always(step: () => void | Promise<void>): void;
  /** Adds a step that is done if the work, or an earlier step, has failed. `error` is the first error. */
  onFailure(step: (error: unknown) => void | Promise<void>): void;
}

/**
 * Does `work`, then all steps that it added, even if some fail.
 * @param reportLater called with each error after the first; it must not throw
 * @throws the first error: that of the work if it failed, otherwise that of a step
 */
export async function withCleanup<T>(
  work: (cleanup: Cleanup) => Promise<T>,
  reportLater: (error: unknown) => void,
): Promise<T> {
  const steps: ((failure: Failure | undefined) => void | Promise<void>)[] = [];
  let failure: Failure | undefined;
  const note = (error: unknown) => {
    if (failure) reportLater(error);
    else failure = { error };
  };

  let result: T | undefined;
  try {
    result = await work({
      always: (step) => void steps.push(() => step()),
      onFailure: (step) => void steps.push((failed) => failed && step(failed.error)),
    });
  } catch (error) {
    note(error);
  }
  for (const step of steps.toReversed()) {
    try {
      await step(failure);
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
