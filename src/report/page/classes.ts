import type { ReportClasses } from '../document.ts';
import { confusionFigure } from './confusion.ts';
import { breakable, h, scrolled } from './elements.ts';
import { formatFigure, formatShare } from './format.ts';
import { sortable } from './sortable.ts';

/** The figures of each class, and how the pixels of each class were predicted. */
export function classesPart(classes: ReportClasses): HTMLElement {
  const { columns, rows, split, confusion } = classes;
  const pixels = rows.reduce((sum, row) => sum + (row.pixels ?? 0), 0);
  const hasPixels = pixels > 0;
  const heads = [
    h('th', { scope: 'col' }, 'class'),
    ...(hasPixels ? [h('th', { scope: 'col', class: 'number', title: 'of the pixels that count' }, 'share %')] : []),
    ...columns.map(({ name }) => h('th', { scope: 'col', class: 'number' }, ...breakable(name))),
  ];
  const body = rows.map(({ name, color, values, pixels: own = 0 }) =>
    h(
      'tr',
      {},
      h(
        'th',
        { scope: 'row' },
        h('span', { class: 'dot square', style: color && `background: rgb(${color.join()})`, 'aria-hidden': 'true' }),
        name,
      ),
      ...(hasPixels ? [h('td', { class: 'number', 'data-sort': own }, formatShare(own / pixels))] : []),
      ...values.map((value, column) => figureCell(value, columns[column]!.direction)),
    ),
  );
  const table = h(
    'table',
    { class: 'classes' },
    h('caption', { class: 'visually-hidden' }, `Figures of each class on the ${split} split`),
    h('thead', {}, h('tr', {}, ...heads)),
    h('tbody', {}, ...body),
  );
  sortable(table);
  return h(
    'div',
    { class: columns.length > 4 ? 'pair stacked' : 'pair' },
    h(
      'figure',
      {},
      h('figcaption', {}, `Each class on the ${split} split`),
      scrolled('Figures of each class', table, { tall: rows.length > 14 }),
    ),
    ...(confusion
      ? [
          confusionFigure(
            confusion,
            rows.map(({ name }) => name),
          ),
        ]
      : []),
  );
}

function figureCell(value: number | null, direction: 'max' | 'min'): HTMLElement {
  if (value === null)
    return h('td', { class: 'number none', 'data-sort': '', title: 'the split has no pixel of it' }, '–');
  const isShare = direction === 'max' && value >= 0 && value <= 1;
  return h(
    'td',
    {
      class: isShare ? 'number ranked' : 'number',
      'data-sort': value,
      style: isShare ? `--share: ${value.toFixed(3)}` : undefined,
    },
    formatFigure(value),
  );
}
