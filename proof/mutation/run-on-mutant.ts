import type { Mutant } from './mutant.ts';
import { runTestFile, type TestRun } from './run-tests.ts';
import type { Sandbox } from './sandbox.ts';

/**
 * Runs a test file with a mutant in place. A time-out counts only if the same test, without the mutant and right after
 * it, is about as fast as it was: else the machine has other work, and the test gets longer. A test that can't be timed
 * in three tries has noticed nothing.
 * @param usual how many seconds the test took without the mutant
 */
export async function runOnMutant(
  sandbox: Pick<Sandbox, 'root' | 'scratch' | 'apply' | 'clean'>,
  mutant: Mutant,
  test: string,
  usual: number,
  runTest: typeof runTestFile = runTestFile,
): Promise<TestRun> {
  let [expected, seconds] = [usual, 0];
  for (let tries = 1; tries <= 3; tries++) {
    const restore = await sandbox.apply(mutant);
    const run = await runTest(sandbox, test, limitFor(expected)).finally(async () => {
      await restore();
      await sandbox.clean();
    });
    seconds += run.seconds;
    if (run.outcome !== 'timed out') return { ...run, seconds };
    const without = await runTest(sandbox, test, longest);
    await sandbox.clean();
    if (without.outcome === 'passed' && limitFor(without.seconds) <= 1.5 * limitFor(expected))
      return { ...run, seconds };
    expected = Math.max(2 * expected, without.seconds);
  }
  return { outcome: 'passed', seconds };
}

/** Seconds after which a test without an end is stopped at the latest. */
export const longest = 600;

function limitFor(usual: number): number {
  return Math.min(usual * 4 + 20, longest);
}
