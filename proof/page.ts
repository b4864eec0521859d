import { existsSync, readFileSync } from 'node:fs';
import type { PartResult } from './part.ts';

/** What stands on the page about one part. */
export interface Entry extends PartResult {
  readonly name: string;
  readonly title: string;
  /** The commit that was tried, and whether there were changes on top of it. */
  readonly commit: string;
  readonly date: string;
  readonly seconds: number;
}

const opening = `# Proof

What takes too long to run before every change, and how it went last. \`npm run proof\` runs all parts and writes this page;
\`npm run proof -- <part>\` runs one of them, and leaves what is said of the others.
`;

/** The page with `entry` in place of what it said about that part. Parts stand in the order of `titles`. */
export function withEntry(page: string, entry: Entry, titles: readonly string[]): string {
  const sections = new Map(sectionsOf(page));
  sections.set(entry.title, renderEntry(entry));
  const known = titles.map((title) => sections.get(title) ?? `## ${title}\n\nNot run yet.\n`);
  return [opening, ...known].join('\n');
}

export function readPage(path: string): string {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

function sectionsOf(page: string): Array<[string, string]> {
  const parts = page.split(/^(?=## )/m).slice(1);
  return parts.map((text) => [/^## (.*)$/m.exec(text)![1]!, `${text.trimEnd()}\n`]);
}

function renderEntry({ name, title, passed, commit, date, seconds, text }: Entry): string {
  const verdict = passed ? 'Passed' : '**Failed**';
  const minutes = Math.max(1, Math.round(seconds / 60));
  return (
    `## ${title}\n\n${verdict} at ${commit}, ${date}, in ${minutes} min: \`npm run proof ` +
    '-- ' +
    `${name}\`\n\n${text.trim()}\n`
  );
}
