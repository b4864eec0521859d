/** What is to be done when a piece of work ends; what was added last is done first. */
export interface Cleanup {
  /** Whatever happens. */
  always(step: () => void | Promise<void>): void;
  /** If the work, or a step before this one, has failed. `error` is the first that came. */
  onFailure(step: (error: unknown) => void | Promise<void>): void;
}

/**
 * Does `work`, then every step that it added, whatever fails on the way.
 * @param reportLater is told of each error after the first; it must not throw
 * @throws the first error: that of the work if it failed, else that of a step
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

/** An error may be `undefined` itself, so it is boxed. */
interface Failure {
  readonly error: unknown;
}
