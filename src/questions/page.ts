import type { Comparison, Verdict } from '../claims/judge.ts';
import { waitName } from '../claims/scope.ts';
import type { Spread } from '../runs/spread.ts';
import type { Answer, AnsweredClaim, AnsweredPoint } from './answer.ts';

/**
 * The answers as a page in Markdown. It has nothing that differs between two passes over the same questions: no dates,
 * no measured times, and figures to three digits.
 */
export function answersPage(answers: readonly Answer[]): string {
  return [head, summary(answers), ...answers.map(section)].join('\n\n') + '\n';
}

/** What a verdict is called. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  holds: 'Holds',
  fails: 'Does not hold',
  unclear: "Can't say",
};

const head = `# Questions and answers

\`tessera answer\` wrote this page from runs. Each question is a file with a small sweep and with claims about its results
([how](claims.md)). A claim is judged by runs with several seeds: it **holds** if the interval that has the mean with 95 %
confidence lies wholly on its side, and **does not hold** if it lies wholly on the other one. Otherwise these runs **can't
say**. Figures are means over the seeds with their standard deviation; the ids are those of the runs. The same machine gives
the same figures again; one with another processor rounds differently, and may differ in the last digits.`;

function summary(answers: readonly Answer[]): string {
  const rows = answers.map(({ asks, open, claims }) => {
    const verdicts =
      open === undefined ? claims.map(({ verdict }) => verdictWords[verdict]).join(', ') : 'Not answered';
    return `| [${asks}](#${anchorOf(asks)}) | ${verdicts} |`;
  });
  return ['| question | claims |', '| --- | --- |', ...rows].join('\n');
}

/** As GitHub makes it: small letters, digits, dashes for blanks. */
function anchorOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function section({ file, asks, open, claims, points }: Answer): string {
  const title = `## ${asks}`;
  if (open !== undefined) return [title, `Not answered. ${open}`, `The question: \`${file}\`.`].join('\n\n');
  return [title, ...claims.map(claimText), pointsTable(points), `The question: \`${file}\`.`].join('\n\n');
}

function claimText(claim: AnsweredClaim): string {
  const lines = claim.isTimed
    ? ['It is about times, which differ from run to run: the figures are in `result.json` of each run.']
    : claim.comparisons.map((comparison) => comparisonText(comparison, claim));
  const expected = claim.verdict === 'holds' ? 'Why' : 'Why one would expect it';
  return [`**${verdictWords[claim.verdict]}**: \`${claim.claim}\``, ...lines, `${expected}: ${claim.because}`].join(
    '  \n',
  );
}

function comparisonText({ relation, left, right, difference, interval }: Comparison, claim: AnsweredClaim): string {
  const sides = `${spread(left)} ${relation} ${spread(right)}`;
  if (difference.count < claim.seeds) return `${sides}: some runs have no value.`;
  if (claim.judge === 'every') return `${sides}, judged for each of ${seeds(claim.seeds)} by itself.`;
  const between = interval ? `, between ${number(interval[0])} and ${number(interval[1])}` : '';
  return `${sides}: the difference is ${number(difference.mean)}${between}, over ${seeds(claim.seeds)}.`;
}

function pointsTable(points: readonly AnsweredPoint[]): string {
  const names = Object.keys(points[0]?.figures ?? {}).filter((name) => name !== waitName);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    row(['point', ...names, 'runs']),
    row(['---', ...names.map(() => '---'), '---']),
    ...points.map(({ label, figures, runs }) =>
      row([
        label === '' ? 'as it is' : label.replaceAll('|', '\\|').replaceAll(',', ', '),
        ...names.map((name) => spread(figures[name]!)),
        runs.map((id) => `\`${id}\``).join(' '),
      ]),
    ),
  ].join('\n');
}

function spread({ mean, deviation, count }: Spread): string {
  const shown = number(deviation);
  return count > 1 && shown !== '0.000' ? `${number(mean)} ± ${shown}` : number(mean);
}

/** Three digits after the point. */
function number(value: number): string {
  if (Number.isNaN(value)) return '-';
  const text = value.toFixed(3);
  return text === '-0.000' ? '0.000' : text;
}

function seeds(count: number): string {
  return `${count} ${count === 1 ? 'seed' : 'seeds'}`;
}
