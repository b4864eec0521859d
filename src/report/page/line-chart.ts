import { axisX, axisY, dot, gridX, gridY, line, plot } from '@observablehq/plot';
import { h } from './elements.ts';
import type { Axis } from './axis.ts';
import { formatFigure } from './format.ts';
import { smooth } from './smooth.ts';
import type { Style } from './series.ts';

export interface Series {
  readonly name: string;
  readonly style: Style;
  /** Where the values are on the axis; they never fall. */
  readonly places: readonly number[];
  readonly values: readonly (number | null)[];
  /** Marks what belongs together, so that it is emphasised together. */
  readonly group?: number;
}

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
const mostNamed = 8;
/** Longer curves are drawn in thin lines. */
const mostThick = 500;

/**
 * A chart of curves over steps or time. The pointer, or the arrow keys when it has the focus, move a line along it, at which the
 * legend has the value of each curve.
 */
export function lineChart({ title, series, axis, smoothing, isLogarithmic, width }: LineChart): HTMLElement {
  const drawn = series.map((one) => ({ ...one, shown: smooth(one.values, smoothing) }));
  const positive = drawn.every(({ values }) => values.every((value) => value === null || value > 0));
  const largest = Math.max(0, ...drawn.map(({ places }) => places.at(-1) ?? 0));
  const tick = axis.tick ? (value: number) => axis.tick!(value, largest) : shortNumber;
  const tickFormat = axis.type === 'utc' ? {} : { tickFormat: tick };
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
      axisX({ label: null, ticks: Math.max(3, Math.floor(width / 90)), tickSize: 0, ...tickFormat }),
      axisY({ label: null, ticks: 5, tickSize: 0, tickFormat: shortNumber }),
      ...drawn.flatMap(({ places, values, shown, style, group }) =>
        marksOf(places, values, shown, style, group, smoothing),
      ),
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
  watch(frame, figure, drawn, show);
  return h('figure', { class: 'curve' }, h('figcaption', {}, title), frame, values);
}

type Drawn = Series & { readonly shown: readonly (number | null)[] };
type PlotElement = (SVGSVGElement | HTMLElement) & {
  scale(name: 'x' | 'y'): { apply(value: number): number; invert?(pixels: number): number | Date } | undefined;
};

function marksOf(
  places: readonly number[],
  values: readonly (number | null)[],
  shown: readonly (number | null)[],
  { color, dash }: Style,
  group: number | undefined,
  smoothing: number,
) {
  const className = group === undefined ? '' : `of-group group-${group}`;
  const options = { x: (_: unknown, at: number) => places[at], stroke: color, className, clip: false };
  const single = places.length === 1;
  if (single)
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
    ...(smoothing > 0
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

/** A vertical line with a point on each curve, moved by the returned function. */
function addCursor(figure: PlotElement, drawn: readonly Drawn[]): (place: number | undefined) => void {
  const svg = figure instanceof SVGSVGElement ? figure : figure.querySelector('svg')!;
  const layer = document.createElementNS(svg.namespaceURI, 'g') as SVGGElement;
  layer.setAttribute('class', 'cursor');
  svg.append(layer);
  const [x, y] = [figure.scale('x')!, figure.scale('y')!];
  return (place) => {
    layer.replaceChildren();
    if (place === undefined) return;
    const at = x.apply(place);
    layer.append(shape('line', { x1: at, x2: at, y1: 12, y2: height - 34 }));
    for (const one of drawn) {
      const index = nearestIndex(one.places, place);
      const value = one.shown[index];
      if (value === null || value === undefined) continue;
      const point = shape('circle', { cx: x.apply(one.places[index]!), cy: y.apply(value), r: 3.5 });
      point.style.fill = one.style.color;
      layer.append(point);
    }
  };
}

function shape(name: 'line' | 'circle' | 'rect', attributes: Readonly<Record<string, number | string>>): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  return made;
}

function watch(
  frame: HTMLElement,
  figure: PlotElement,
  drawn: readonly Drawn[],
  show: (place: number | undefined) => void,
): void {
  const places = [...new Set(drawn.flatMap((one) => one.places))].sort((a, b) => a - b);
  let at = -1;
  const showAt = (index: number) => {
    at = Math.min(Math.max(index, 0), places.length - 1);
    show(places[at]);
  };
  frame.addEventListener('pointermove', ({ clientX }) => {
    const svg = frame.querySelector('svg')!;
    const box = svg.getBoundingClientRect();
    const pixels = ((clientX - box.left) * svg.viewBox.baseVal.width) / box.width;
    showAt(nearestIndex(places, Number(figure.scale('x')!.invert!(pixels))));
  });
  frame.addEventListener('pointerleave', () => show(undefined));
  frame.addEventListener('blur', () => show(undefined));
  frame.addEventListener('keydown', (event) => {
    const stride = event.shiftKey ? 10 : 1;
    const moves: Readonly<Record<string, number>> = {
      ArrowLeft: at < 0 ? places.length - 1 : at - stride,
      ArrowRight: at + stride,
      Home: 0,
      End: places.length - 1,
    };
    const next = moves[event.key];
    if (next === undefined) return;
    event.preventDefault();
    showAt(next);
  });
}

/** The index of the place that is nearest; `places` are sorted. */
export function nearestIndex(places: readonly number[], place: number): number {
  let [low, high] = [0, places.length - 1];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (places[middle]! <= place) low = middle;
    else high = middle;
  }
  return Math.abs(places[high]! - place) < Math.abs(places[low]! - place) ? high : low;
}

/** The last value of each curve, or that at a place; the mean of curves with the same name, such as those of several seeds. */
function legendRows(drawn: readonly Drawn[], axis: Axis, place: number | undefined): HTMLElement[] {
  const names = [...new Set(drawn.map(({ name }) => name))];
  const rows = names.slice(0, mostNamed).map((name) =>
    legendRow(
      drawn.filter((one) => one.name === name),
      axis,
      place,
    ),
  );
  const more = names.length - rows.length;
  return more > 0 ? [...rows, h('li', { class: 'more' }, `and ${more} more`)] : rows;
}

function legendRow(curves: readonly Drawn[], axis: Axis, place: number | undefined): HTMLElement {
  const [{ name, style, places }] = curves as [Drawn];
  const indexIn = (own: readonly number[]) => (place === undefined ? own.length - 1 : nearestIndex(own, place));
  const values = curves.flatMap(({ places: own, shown }) => shown[indexIn(own)] ?? []);
  const mean = values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0) / values.length;
  return h(
    'li',
    {},
    swatch(style, places.length === 1),
    h('span', { class: 'name' }, name),
    h('span', { class: 'value' }, formatFigure(mean)),
    h(
      'span',
      { class: 'at' },
      `${curves.length > 1 ? `mean of ${curves.length}, ` : ''}${axis.describe(places[indexIn(places)] ?? 0)}`,
    ),
  );
}

function swatch({ color, dash }: Style, isPoint: boolean): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 22 8');
  svg.setAttribute('class', 'swatch');
  svg.setAttribute('aria-hidden', 'true');
  const mark = isPoint
    ? shape('rect', { x: 8, y: 1, width: 6, height: 6, transform: 'rotate(45 11 4)' })
    : shape('line', { x1: 0, x2: 22, y1: 4, y2: 4 });
  mark.style[isPoint ? 'fill' : 'stroke'] = color;
  if (dash !== undefined) mark.setAttribute('stroke-dasharray', dash);
  svg.append(mark);
  return svg;
}

function shortNumber(value: number): string {
  const size = Math.abs(value);
  if (size !== 0 && (size < 1e-3 || size >= 1e6)) return value.toExponential().replace('e+', 'e');
  return String(Number(value.toPrecision(6)));
}
