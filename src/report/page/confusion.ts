import { cell, plot } from '@observablehq/plot';
import { h, scrolled } from './elements.ts';
import { formatCount, formatShare } from './format.ts';

/** With more classes, cells have no numbers, and what is confused most stands in a list below. */
const mostWithNumbers = 24;
const mostPairs = 15;

/** A confusion matrix: a row for each actual class, with the share of its pixels that was predicted as each class. */
export function confusionFigure(confusion: readonly (readonly number[])[], names: readonly string[]): HTMLElement {
  const totals = confusion.map((row) => row.reduce((sum, count) => sum + count, 0));
  const share = (actual: number, predicted: number) =>
    totals[actual] === 0 ? 0 : confusion[actual]![predicted]! / totals[actual]!;
  const isLarge = names.length > mostWithNumbers;
  return h(
    'figure',
    { class: 'confusion' },
    h(
      'figcaption',
      {},
      'Confusion matrix',
      h('small', {}, 'rows: actual class, columns: predicted class, in % of the row'),
    ),
    isLarge ? denseMatrix(names, share) : matrix(names, totals, share, confusion),
    isLarge ? pairsList(confusion, names, share) : undefined,
  );
}

type ShareOf = (actual: number, predicted: number) => number;

function matrix(
  names: readonly string[],
  totals: readonly number[],
  share: ShareOf,
  confusion: readonly (readonly number[])[],
): HTMLElement {
  const head = h('tr', {}, h('td', {}), ...names.map((name) => h('th', { scope: 'col' }, h('span', {}, name))));
  const rows = names.map((name, actual) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      ...names.map((other, predicted) => {
        const value = share(actual, predicted);
        const title =
          `${formatCount(confusion[actual]![predicted]!)} of ${formatCount(totals[actual]!)} pixels of ${name} ` +
          `are predicted as ${other}`;
        const text = totals[actual] === 0 ? '–' : value === 0 ? '0' : formatShare(value);
        return h(
          'td',
          { title, class: value > 0.55 ? 'deep' : undefined, style: `--share: ${value.toFixed(4)}` },
          text,
        );
      }),
    ),
  );
  const table = h(
    'table',
    { class: 'matrix' },
    h('caption', { class: 'visually-hidden' }, 'Confusion matrix'),
    h('thead', {}, head),
    h('tbody', {}, ...rows),
  );
  return scrolled('Confusion matrix', table);
}

function denseMatrix(names: readonly string[], share: ShareOf): HTMLElement {
  const cells = names.flatMap((_, actual) =>
    names.flatMap((__, predicted) => {
      const value = share(actual, predicted);
      return value >= 5e-4 ? [{ actual, predicted, value }] : [];
    }),
  );
  const domain = names.map((_, place) => place);
  const drawn = plot({
    width: 560,
    height: 560,
    margin: 6,
    style: { background: 'none' },
    ariaLabel: `Confusion matrix of ${names.length} classes; the list below has what is confused most`,
    x: { domain, axis: null, padding: 0 },
    y: { domain, axis: null, padding: 0 },
    marks: [
      cell(cells, {
        x: 'predicted',
        y: 'actual',
        fill: 'var(--accent)',
        fillOpacity: ({ value }: { value: number }) => Math.sqrt(value),
        title: ({ actual, predicted, value }: { actual: number; predicted: number; value: number }) =>
          `${formatShare(value)} % of ${names[actual]} is predicted as ${names[predicted]}`,
      }),
    ],
  });
  return h('div', { class: 'dense' }, drawn);
}

function pairsList(confusion: readonly (readonly number[])[], names: readonly string[], share: ShareOf): HTMLElement {
  const pairs = confusion
    .flatMap((row, actual) =>
      row.map((count, predicted) => ({ actual, predicted, count, value: share(actual, predicted) })),
    )
    .filter(({ actual, predicted, count }) => actual !== predicted && count > 0)
    .sort((a, b) => b.count - a.count)
    .slice(0, mostPairs);
  const rows = pairs.map(({ actual, predicted, count, value }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, names[actual]),
      h('td', {}, names[predicted]),
      h('td', { class: 'number' }, formatCount(count)),
      h('td', { class: 'number' }, formatShare(value)),
    ),
  );
  const heads = [
    ['actual', ''],
    ['predicted as', ''],
    ['pixels', 'number'],
    ['% of actual', 'number'],
  ] as const;
  return scrolled(
    'What is confused most',
    h(
      'table',
      { class: 'small' },
      h('caption', {}, 'Confused most, by pixels'),
      h(
        'thead',
        {},
        h('tr', {}, ...heads.map(([title, kind]) => h('th', { scope: 'col', class: kind || undefined }, title))),
      ),
      h('tbody', {}, ...rows),
    ),
  );
}
