import { nearestIndex } from './at-place.ts';
import { svg } from './elements.ts';
import type { Drawn } from './series.ts';

/** What is used of a figure of Observable Plot. */
export type PlotElement = (SVGSVGElement | HTMLElement) & {
  scale(name: 'x' | 'y'): PlotScale | undefined;
};
interface PlotScale {
  apply(value: number): number;
  invert?(pixels: number): number | Date;
  /** Where it begins and ends, in pixels. */
  readonly range?: Iterable<number>;
}

/** Draws a vertical line at a place, with a point on each curve; none without a place. */
export type MoveCursor = (place: number | undefined) => void;

export function addCursor(figure: PlotElement, drawn: readonly Drawn[]): MoveCursor {
  const layer = svg('g', { class: 'cursor' });
  svgOf(figure).append(layer);
  const [x, y] = [figure.scale('x')!, figure.scale('y')!];
  const [y1, y2] = [...y.range!] as [number, number];
  return (place) => {
    layer.replaceChildren();
    if (place === undefined) return;
    const at = x.apply(place);
    layer.append(svg('line', { x1: at, x2: at, y1, y2 }));
    for (const { places, shown, style } of drawn) {
      const index = nearestIndex(places, place);
      const value = shown[index];
      if (value === null || value === undefined) continue;
      const point = svg('circle', { cx: x.apply(places[index]!), cy: y.apply(value), r: 3.5 });
      point.style.fill = style.color;
      layer.append(point);
    }
  };
}

/** Moves the cursor with the pointer, and with the arrow keys while the frame has the focus. */
export function followPointer(
  frame: HTMLElement,
  figure: PlotElement,
  drawn: readonly Drawn[],
  move: MoveCursor,
): void {
  const places = [...new Set(drawn.flatMap((one) => one.places))].sort((a, b) => a - b);
  let at = -1;
  const showAt = (index: number) => {
    at = Math.min(Math.max(index, 0), places.length - 1);
    move(places[at]);
  };
  frame.addEventListener('pointermove', ({ clientX }) => {
    const drawing = svgOf(figure);
    const box = drawing.getBoundingClientRect();
    const pixels = ((clientX - box.left) * drawing.viewBox.baseVal.width) / box.width;
    showAt(nearestIndex(places, Number(figure.scale('x')!.invert!(pixels))));
  });
  frame.addEventListener('pointerleave', () => move(undefined));
  frame.addEventListener('blur', () => move(undefined));
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

function svgOf(figure: PlotElement): SVGSVGElement {
  return figure instanceof SVGSVGElement ? figure : figure.querySelector('svg')!;
}
