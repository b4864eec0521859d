import { meansIgnored } from './known-sets.ts';
import type { MaskTotals } from './mask-facts.ts';
import type { ClassGuess, MeaningHints } from './meaning.ts';
import { shareOf, UNLABELLED, type Rule } from './value-rule.ts';

/** A file that gives each class its value. */
export const numberedNames: Rule = ({ totals, values, hints }) => {
  const entries = hints.names?.names ?? [];
  if (entries.length < 2 || entries.some(({ value }) => value === undefined)) return undefined;
  const byValueOf = new Map(entries.map(({ name, value }) => [value!, name]));
  if (!values.some((value) => byValueOf.has(value))) return undefined;
  const strangers = values.filter((value) => !byValueOf.has(value));
  const void_ = entries.filter(({ name }) => meansIgnored(name)).map(({ value }) => value!);
  const classes = entries
    .filter(({ name }) => !meansIgnored(name))
    .map(({ name, value }) => ({ name: shortName(name), values: [value!] }))
    .toSorted((a, b) => a.values[0]! - b.values[0]!);
  const ignored = [...strangers, ...void_].toSorted((a, b) => a - b);
  return {
    classes,
    ignored,
    namesAreGuessed: false,
    found: [`${classes.length} classes with their values from \`${hints.names!.path}\`${notListed(totals, strangers)}`],
  };
};

/** A file with a name on each line, in the order of the values. */
export const plainNames: Rule = ({ totals, values, hints }) => {
  const names = namesFor(
    values.filter((value) => value !== UNLABELLED),
    hints,
  );
  const file = hints.names;
  if (!names || !file) return undefined;
  const covered = new Set(names.flatMap((own) => own.values));
  const ignored = values.filter((value) => !covered.has(value));
  return {
    classes: names,
    ignored,
    namesAreGuessed: false,
    found: [
      `${names.length} classes from \`${file.path}\`, ` +
        `${covered.has(0) ? 'in the order of their values' : 'for the values from 1 on'}${notListed(totals, ignored)}`,
    ],
  };
};

/** The names of a list for these values: from 0 on, or from 1 on if there are as many names as the highest value. */
export function namesFor(values: readonly number[], { names }: MeaningHints): ClassGuess[] | undefined {
  const entries = (names?.names ?? []).filter(({ name }, index) => index > 0 || !/ignore/i.test(name));
  if (entries.length < 2 || entries.some(({ value }) => value !== undefined)) return undefined;
  const highest = Math.max(...values);
  const first = highest === entries.length ? 1 : 0;
  if (highest - first >= entries.length) return undefined;
  return entries.map(({ name }, index) => ({ name: shortName(name), values: [index + first] }));
}

/** The first of several names for one class, as in ADE20K's `floor, flooring`. */
function shortName(name: string): string {
  return name.split(/[,;]/)[0]!.trim();
}

function notListed(totals: MaskTotals, strangers: readonly number[]): string {
  if (strangers.length === 0) return '';
  const share = strangers.reduce((sum, value) => sum + shareOf(totals, value), 0);
  return (
    `; ${strangers.join(', ')} ${strangers.length === 1 ? 'is' : 'are'} not in it, and ignored ` +
    `(${(100 * share).toFixed(1)} % of the pixels)`
  );
}
