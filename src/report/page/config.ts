import type { ReportValue } from '../document.ts';
import { h, scrolled } from './elements.ts';

const sources: Readonly<Record<string, string>> = {
  default: 'default',
  file: 'file',
  set: '--set',
  axis: 'axis',
  resume: 'on resuming',
  written: 'written',
};

/** Every value of the configuration with the layers that wrote it. Defaults can be left out. */
export function configPart(values: readonly ReportValue[], place: number): HTMLElement {
  const rows = values.map((value) => ({ value, row: rowOf(value) }));
  const filter = h('input', { type: 'search', id: `filter-${place}`, placeholder: 'optimizer', autocomplete: 'off' });
  const defaults = h('input', { type: 'checkbox', id: `defaults-${place}` });
  const count = h('output', {});
  const apply = () => {
    let shown = 0;
    for (const { value, row } of rows) {
      const fits = value.path.includes(filter.value.trim()) || value.value.includes(filter.value.trim());
      row.hidden = !fits || (!defaults.checked && decidedBy(value) === 'default');
      shown += Number(!row.hidden);
    }
    count.textContent = `${shown} of ${rows.length} values`;
  };
  filter.addEventListener('input', apply);
  defaults.addEventListener('change', apply);
  apply();
  const heads = ['key', 'value', 'where it comes from'].map((title) => h('th', { scope: 'col' }, title));
  const table = h(
    'table',
    { class: 'config' },
    h('caption', { class: 'visually-hidden' }, 'Configuration'),
    h('thead', {}, h('tr', {}, ...heads)),
    h('tbody', {}, ...rows.map(({ row }) => row)),
  );
  return h(
    'div',
    {},
    h(
      'div',
      { class: 'controls' },
      h('label', { for: `filter-${place}` }, 'Find'),
      filter,
      h('label', { class: 'check' }, defaults, 'Defaults too'),
      count,
    ),
    scrolled('Configuration', table, { tall: true }),
  );
}

function decidedBy({ layers }: ReportValue): string {
  return layers.at(-1)!.by;
}

function rowOf(value: ReportValue): HTMLTableRowElement {
  const { path, layers, description } = value;
  const deciding = layers.at(-1)!;
  const before = layers
    .slice(0, -1)
    .filter((layer) => layer.value !== deciding.value)
    .reverse();
  const origin = [
    h('span', { class: `origin ${deciding.by}` }, sources[deciding.by]),
    ...(deciding.where === undefined ? [] : [h('code', {}, deciding.where)]),
    ...before.map((layer) =>
      h(
        'span',
        { class: 'before' },
        `instead of ${layer.value} ` +
          `(${[sources[layer.by], layer.where].filter((part) => part !== undefined && part !== '').join(' ')})`,
      ),
    ),
  ];
  return h(
    'tr',
    { class: deciding.by === 'default' ? 'is-default' : undefined },
    h('th', { scope: 'row', title: description }, path),
    h('td', { class: 'text' }, value.value),
    h('td', { class: 'origins' }, ...origin),
  );
}
