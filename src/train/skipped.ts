import type { SkippedSample } from '../data/prepare/prepared-source.ts';
import type { RunResult } from '../runs/result.ts';

/** The skipped samples as `result.json` keeps them, with a one-line reason each. */
export function skippedRows(samples: readonly SkippedSample[]): RunResult['skipped'] {
  return samples.map(({ split, name, problems }) => ({
    split,
    name,
    reason: problems.map(({ message }) => message).join('; '),
  }));
}

export function skippedMarkdown(samples: readonly SkippedSample[]): string {
  const rows = skippedRows(samples).map(
    ({ split, name, reason }) => `| ${split} | ${name} | ${reason.replaceAll('|', '\\|')} |`,
  );
  return ['| split | sample | why it is left out |', '| --- | --- | --- |', ...rows].join('\n');
}
