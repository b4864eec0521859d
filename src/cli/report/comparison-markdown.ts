import type { Comparison } from '../../runs/compare.ts';
import { comparisonSections, type Section } from './comparison.ts';
import { markdownTable } from './table.ts';

/** A comparison for a page or a pull request: its tables as Markdown, its curves as they are drawn in a terminal. */
export function comparisonMarkdown(names: readonly string[], comparison: Comparison): string {
  const list = names.map((name, index) => `${index + 1}. \`${name}\``).join('\n');
  return [list, ...sameConfig(comparison), ...comparisonSections(names, comparison).map(markdownSection)].join('\n\n');
}

/** Said where no value differs. */
export function sameConfig({ config }: Pick<Comparison, 'config'>): string[] {
  return config.length === 0 ? ['Their configurations are the same.'] : [];
}

function markdownSection({ title, table, lines = [] }: Section): string {
  const content = table ? [markdownTable(table), ...lines] : [['```', ...lines, '```'].join('\n')];
  return [`### ${title}`, ...content].join('\n\n');
}
