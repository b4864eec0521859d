import { valueAt } from './at-place.ts';
import type { Axis } from './axis.ts';
import { h, svg } from './elements.ts';
import { formatFigure } from './format.ts';
import type { Drawn, Style } from './series.ts';

const mostNamed = 8;

/** A row for each name, with what it is at a place, or at the end of its curve. */
export function legendRows(drawn: readonly Drawn[], axis: Axis, place: number | undefined): HTMLElement[] {
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
  const { name, style, places } = curves[0]!;
  const { mean, at } = valueAt(curves, place);
  const count = curves.length > 1 ? `mean of ${curves.length}, ` : '';
  return h(
    'li',
    {},
    swatch(style, places.length === 1),
    h('span', { class: 'name' }, name),
    h('span', { class: 'value' }, formatFigure(mean)),
    h('span', { class: 'at' }, `${count}${axis.describe(at)}`),
  );
}

function swatch({ color, dash }: Style, isPoint: boolean): SVGSVGElement {
  const mark = isPoint
    ? svg('rect', { x: 8, y: 1, width: 6, height: 6, transform: 'rotate(45 11 4)' })
    : svg('line', { x1: 0, x2: 22, y1: 4, y2: 4, ...(dash !== undefined && { 'stroke-dasharray': dash }) });
  mark.style[isPoint ? 'fill' : 'stroke'] = color;
  return svg('svg', { viewBox: '0 0 22 8', class: 'swatch', 'aria-hidden': 'true' }, mark);
}
