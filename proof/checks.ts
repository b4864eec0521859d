import type { PartResult } from './part.ts';

/** The checks of one part, each a line of its text. */
export interface Checks {
  /** Does the work, which gives or throws what is wrong; undefined if nothing is. */
  check(what: string, work: () => Promise<string | undefined>): Promise<void>;
  result(): PartResult;
}

export function startChecks(log: (line: string) => void): Checks {
  const lines: string[] = [];
  let passed = true;
  return {
    async check(what, work) {
      const failure = await work().catch((error: unknown) => (error instanceof Error ? error.message : String(error)));
      passed &&= failure === undefined;
      lines.push(
        `- ${what}: ${failure === undefined ? 'yes' : `**no**: ${failure.split('\n').slice(0, 3).join(' ')}`}`,
      );
      log(lines.at(-1)!);
    },
    result: () => ({ passed, text: lines.join('\n') }),
  };
}
