import { axisX, line, plot, text } from '@observablehq/plot';
import type { Report, ReportAxis } from '../document.ts';
import { redrawWithWidth } from './redraw.ts';
import { h, section } from './elements.ts';
import { formatFigure } from './format.ts';
import { mixedColor } from './series.ts';
import { positionsOf, valuePositions } from './positions.ts';

const height = 330;

/** A line for each group of runs, through the value that it has on each axis and then through its validation. */
export function parallelSection(report: Report): HTMLElement | undefined {
  const { axes, groups, decides } = report;
  if (axes.length === 0 || !decides) return undefined;
  const frame = h('div', { class: 'wide chart' });
  const figure = h('figure', { class: 'curve' }, frame);
  redrawWithWidth([frame], () => frame.replaceChildren(draw(report, frame.clientWidth)));
  const count = groups.filter(({ validation }) => typeof validation?.mean === 'number').length;
  return section(
    'parallel',
    'Parallel coordinates',
    h(
      'p',
      { class: 'lead' },
      `One line for each of ${count} points: its values, and at the right its val/${decides.metric}. Rows of ` +
        'the leaderboard emphasise their line.',
    ),
    figure,
  );
}

function draw(report: Report, width: number): SVGElement | HTMLElement {
  const { axes, groups, decides } = report;
  const metric = decides!.metric;
  const names = [...axes.map(({ key }) => key), `val/${metric}`];
  const means = groups.flatMap(({ validation }) => validation?.mean ?? []);
  const result = valuePositions(means);
  const lines = groups.flatMap(({ validation, settings }, place) => {
    if (typeof validation?.mean !== 'number') return [];
    const points = axes.flatMap((axis, column) => {
      const setting = settings.find(({ key }) => key === axis.key);
      const at = setting && positionsOf(axis).get(setting.text);
      return at === undefined ? [] : [{ column, at }];
    });
    return [{ place, points: [...points, { column: axes.length, at: result.position(validation.mean) }] }];
  });
  const labels = [
    ...axes.flatMap((axis, column) => ticksOf(axis, column)),
    ...result.ticks.map((value) => ({ column: axes.length, at: result.position(value), label: formatFigure(value) })),
  ];
  const isNarrow = width < 620;
  return plot({
    width,
    height,
    marginLeft: isNarrow ? 24 : 60,
    marginRight: isNarrow ? 64 : 90,
    marginTop: 20,
    marginBottom: 30,
    style: { background: 'none', overflow: 'visible' },
    ariaLabel: 'Parallel coordinates',
    x: { type: 'point', domain: names.map((_, column) => column), padding: 0, label: null },
    y: { axis: null, domain: [0, 1] },
    marks: [
      ...names.map((_, column) =>
        line(
          [
            { column, at: 0 },
            { column, at: 1 },
          ],
          { x: 'column', y: 'at', stroke: 'var(--line)' },
        ),
      ),
      ...lines.reverse().map(({ place, points }) =>
        line(points, {
          x: 'column',
          y: 'at',
          stroke: mixedColor(place, groups.length),
          strokeWidth: 1.8,
          strokeOpacity: 0.85,
          curve: 'bump-x',
          className: `of-group group-${place}`,
        }),
      ),
      text(labels, {
        x: 'column',
        y: 'at',
        text: 'label',
        dx: 7,
        textAnchor: 'start',
        fill: 'var(--text)',
        stroke: 'var(--surface)',
        strokeWidth: 4,
        className: 'ticks',
      }),
      axisX({
        label: null,
        tickSize: 0,
        tickFormat: (column: number) => shortName(names[column]!, isNarrow),
        fontWeight: '600',
        lineWidth: 12,
      }),
    ],
  });
}

function ticksOf(axis: ReportAxis, column: number) {
  const positions = positionsOf(axis);
  const shown = axis.isNumeric && axis.values.length > 8 ? [axis.values[0]!, axis.values.at(-1)!] : axis.values;
  return shown.map(({ text: label }) => ({
    column,
    at: positions.get(label)!,
    label: label.length > 22 ? `${label.slice(0, 21)}…` : label,
  }));
}

function shortName(name: string, isNarrow: boolean): string {
  return isNarrow && name.length > 16 ? `…${name.slice(-15)}` : name;
}
