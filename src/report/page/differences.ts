import type { Report } from '../document.ts';
import { h, scrolled, section } from './elements.ts';
import { formatFigure } from './format.ts';

/** Figures of each run side by side, and every key that differs. */
export function differencesSection(report: Report): HTMLElement | undefined {
  const { runs } = report;
  if (runs.length < 2 || runs.length > 8) return undefined;
  const keys = [...new Set(runs.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const figures = [...new Set(runs.flatMap((run) => run.figures.map(({ name }) => name)))];
  const head = h('tr', {}, h('td', {}), ...runs.map((run) => h('th', { scope: 'col' }, run.name)));
  const row = (name: string, cells: readonly string[], kind: string) =>
    h('tr', {}, h('th', { scope: 'row' }, name), ...cells.map((cell) => h('td', { class: kind }, cell)));
  const table = h(
    'table',
    {},
    h('thead', {}, head),
    h(
      'tbody',
      {},
      ...keys.map((key) =>
        row(
          key,
          runs.map(({ settings }) => settings.find((one) => one.key === key)?.text ?? '–'),
          'text',
        ),
      ),
    ),
    h(
      'tbody',
      {},
      ...figures.map((name) =>
        row(
          name,
          runs.map((run) => formatFigure(run.figures.find((one) => one.name === name)?.value)),
          'number',
        ),
      ),
    ),
  );
  const none = keys.length === 0 ? h('p', { class: 'lead' }, 'Their configurations are the same.') : undefined;
  return section('differences', 'Side by side', none, scrolled('Runs side by side', table));
}
