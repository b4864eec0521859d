import { axisX, axisY, dot, gridY, plot, ruleX, tickY } from '@observablehq/plot';
import type { Report, ReportAxis } from '../document.ts';
import { redrawWithWidth } from './redraw.ts';
import { h, scrolled, section } from './elements.ts';
import { formatFigure } from './format.ts';
import { groupPlaces, mixedColor } from './series.ts';

/** What each axis did: for each of its values every run with it, their mean and their spread. */
export function effectsSection(report: Report): HTMLElement | undefined {
  const { axes, decides } = report;
  if (axes.length === 0 || !decides) return undefined;
  const cards = axes.map((axis) => {
    const frame = h('div', { class: 'chart' });
    redrawWithWidth([frame], () => frame.replaceChildren(draw(axis, report, frame.clientWidth)));
    return h('figure', { class: 'curve' }, h('figcaption', {}, axis.key), frame, effectsTable(axis));
  });
  return section(
    'axes',
    'What each axis did',
    h(
      'p',
      { class: 'lead' },
      `val/${decides.metric} of the runs with each value, whatever the other axes have. A bar is the mean; the ` +
        'line through it is one standard deviation to each side.',
    ),
    h('div', { class: cards.length === 1 ? 'charts single' : 'charts' }, ...cards),
  );
}

function draw(axis: ReportAxis, report: Report, width: number): SVGElement | HTMLElement {
  const groups = groupPlaces(report);
  const points = axis.values.flatMap(({ text, runs }) =>
    runs.flatMap((run) => {
      const value = report.runs[run]!.validation?.value;
      return typeof value === 'number' ? [{ text, value, run }] : [];
    }),
  );
  const means = axis.values.flatMap(({ text, validation }) => {
    if (typeof validation?.mean !== 'number') return [];
    const spread = validation.deviation ?? 0;
    return [{ text, mean: validation.mean, low: validation.mean - spread, high: validation.mean + spread }];
  });
  return plot({
    width,
    height: 230,
    marginLeft: 52,
    marginRight: 12,
    marginTop: 12,
    marginBottom: 34,
    style: { background: 'none', overflow: 'visible' },
    ariaLabel: `The effect of ${axis.key}`,
    x: { type: 'band', domain: axis.values.map(({ text }) => text), label: null, padding: 0.35 },
    y: { label: null, nice: true, zero: false },
    marks: [
      gridY({ stroke: 'var(--grid)', strokeOpacity: 1 }),
      axisY({ label: null, ticks: 5, tickSize: 0 }),
      axisX({
        label: null,
        tickSize: 0,
        tickFormat: (text: string) => (text.length > 14 ? `${text.slice(0, 13)}…` : text),
      }),
      ruleX(means, { x: 'text', y1: 'low', y2: 'high', stroke: 'var(--text)', strokeWidth: 1.5 }),
      tickY(means, { x: 'text', y: 'mean', stroke: 'var(--text)', strokeWidth: 3 }),
      ...points.map((point) =>
        dot([point], {
          x: 'text',
          y: 'value',
          r: 4,
          fill: mixedColor(groups[point.run]!, report.groups.length),
          fillOpacity: 0.85,
          stroke: 'var(--surface)',
          title: () => `${report.runs[point.run]!.name}: ${formatFigure(point.value)}`,
          className: `of-group group-${groups[point.run]!}`,
        }),
      ),
    ],
  });
}

function effectsTable({ key, values }: ReportAxis): HTMLElement {
  const rows = values.map(({ text, validation }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, text),
      h('td', { class: 'number' }, String(validation?.count ?? 0)),
      h('td', { class: 'number' }, formatFigure(validation?.mean)),
      h('td', { class: 'number' }, formatFigure(validation?.deviation)),
    ),
  );
  const heads = ['value', 'runs', 'mean', 'deviation'].map((title, place) =>
    h('th', { scope: 'col', class: place > 0 ? 'number' : undefined }, title),
  );
  return scrolled(
    `The effect of ${key}`,
    h('table', { class: 'small' }, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows)),
  );
}
