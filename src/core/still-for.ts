/**
 * Tells when something has shown no progress for `seconds`. The function that is returned is called once a second with
 * what shows the progress; undefined stands for nothing to do. It counts calls, not the time of a clock, so that a
 * machine or process that was asleep is not taken for a busy one.
 */
export function stillFor(seconds: () => number): (progress: string | number | undefined) => boolean {
  let seen: string | number | undefined;
  let still = 0;
  return (progress) => {
    still = progress !== undefined && progress === seen ? still + 1 : 0;
    seen = progress;
    return still > 0 && still >= seconds();
  };
}
