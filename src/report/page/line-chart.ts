import { axisX, axisY, dot, gridX, gridY, line, plot } from '@observablehq/plot';
import type { Axis } from './axis.ts';
import { addCursor, followPointer } from './cursor.ts';
import { h } from './elements.ts';
import { legendRows } from './legend.ts';
import { smooth } from './smooth.ts';
import type { Drawn, Series } from './series.ts';

export interface LineChart {
  readonly title: string;
  readonly series: readonly Series[];
  readonly axis: Axis;
  /** Share of what came before, from 0 to below 1. */
  readonly smoothing: number;
  readonly isLogarithmic: boolean;
  readonly width: number;
}

const height = 250;
/** Longer curves are drawn in thin lines. */
const mostThick = 500;

/**
 * A chart of curves over steps or time. The pointer, or the arrow keys when it has the focus, move a line along it, at
 * which the legend has the value of each curve.
 */
export function lineChart({ title, series, axis, smoothing, isLogarithmic, width }: LineChart): HTMLElement {
  const drawn = series.map((one) => ({ ...one, shown: smooth(one.values, smoothing) }));
  const positive = drawn.every(({ values }) => values.every((value) => value === null || value > 0));
  const from = Math.min(...drawn.map(({ places }) => places[0] ?? Infinity));
  const to = Math.max(...drawn.map(({ places }) => places.at(-1) ?? -Infinity));
  // An axis of time gives dates.
  const tickFormat = (place: number | Date) => axis.tick?.(Number(place), from, to) ?? shortNumber(Number(place));
  const figure = plot({
    width,
    height,
    marginLeft: 52,
    marginRight: 14,
    marginTop: 12,
    marginBottom: 34,
    style: { background: 'none', overflow: 'visible' },
    ariaLabel: title,
    x: { label: null, type: axis.type },
    y: { label: null, type: isLogarithmic && positive ? 'log' : 'linear', nice: true, zero: false },
    marks: [
      gridY({ stroke: 'var(--grid)', strokeOpacity: 1 }),
      gridX({ stroke: 'var(--grid)', strokeOpacity: 0.6 }),
      axisX({ label: null, ticks: Math.max(3, Math.floor(width / 90)), tickSize: 0, tickFormat }),
      axisY({ label: null, ticks: 5, tickSize: 0, tickFormat: shortNumber }),
      ...drawn.flatMap((one) => marksOf(one, smoothing > 0)),
    ],
  });
  const values = h('ul', { class: 'legend' });
  const cursor = addCursor(figure, drawn);
  const show = (place: number | undefined) => {
    cursor(place);
    values.replaceChildren(...legendRows(drawn, axis, place));
  };
  show(undefined);
  const frame = h(
    'div',
    {
      class: 'chart',
      tabindex: 0,
      role: 'group',
      'aria-label': `${title}: chart; the arrow keys move along its points`,
    },
    figure,
  );
  followPointer(frame, figure, drawn, show);
  return h('figure', { class: 'curve' }, h('figcaption', {}, title), frame, values);
}

/** A smoothed curve, with the values themselves faintly behind it; a single value is a point. */
function marksOf({ places, values, shown, style, group }: Drawn, isSmoothed: boolean) {
  const { color, dash } = style;
  const className = group === undefined ? '' : `of-group group-${group}`;
  const options = { x: (_: unknown, at: number) => places[at], stroke: color, className, clip: false };
  if (places.length === 1)
    return [
      dot(values, {
        x: options.x,
        y: (value: number | null) => value,
        fill: color,
        r: 4,
        symbol: 'diamond',
        className,
      }),
    ];
  return [
    ...(isSmoothed
      ? [line(values, { ...options, y: (value: number | null) => value ?? NaN, strokeOpacity: 0.25, strokeWidth: 1 })]
      : []),
    line(shown, {
      ...options,
      y: (value: number | null) => value ?? NaN,
      strokeWidth: places.length > mostThick ? 1 : 1.8,
      ...(dash !== undefined && { strokeDasharray: dash }),
    }),
  ];
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential().replace('e+', 'e');
  return String(Number(value.toPrecision(6)));
}
