import type { Report, ReportCurve } from '../document.ts';
import { folded, h, section } from './elements.ts';
import { axisNames, axisOf, type Axis, type AxisName } from './axis.ts';
import { lineChart } from './line-chart.ts';
import { redrawWithWidth } from './redraw.ts';
import { groupLabel, groupPlaces, splitStyles, styleOf, type Series } from './series.ts';

/** One chart of the page. */
interface Chart {
  readonly title: string;
  readonly curves: readonly ReportCurve[];
}

interface Settings {
  smoothing: number;
  isLogarithmic: boolean;
  axis: AxisName;
}

/** The curves of all runs: those of the loss and of what decides first, what measures the optimizer and time folded. */
export function curvesSection(report: Report): HTMLElement | undefined {
  if (report.curves.length === 0) return undefined;
  const settings: Settings = { smoothing: 0, isLogarithmic: false, axis: 'step' };
  const [main, others] = chartsOf(report);
  const grids = [main, others].map((charts) => h('div', { class: charts.length === 1 ? 'charts single' : 'charts' }));
  const draw = () => {
    [main, others].forEach((charts, place) => drawInto(grids[place]!, charts, settings, report));
  };
  redrawWithWidth(grids, draw);
  const thinned = report.curves.some(({ of }) => of !== undefined);
  return section(
    'curves',
    'Curves',
    controls(settings, draw, report.clocks.length > 0),
    grids[0],
    others.length > 0 ? folded('More curves', grids[1]) : undefined,
    thinned
      ? h('p', { class: 'note' }, 'Long curves are thinned for drawing; their highest and lowest values stay.')
      : undefined,
  );
}

const axisTitles: Readonly<Record<AxisName, string>> = { step: 'steps', relative: 'relative time', wall: 'wall time' };

/** @param isTimed whether the times of some run are known */
function controls(settings: Settings, draw: () => void, isTimed: boolean): HTMLElement {
  const slider = h('input', { type: 'range', id: 'smoothing', min: 0, max: 0.99, step: 0.01, value: 0 });
  const shown = h('output', { for: 'smoothing' }, '0');
  slider.addEventListener('input', () => {
    settings.smoothing = Number(slider.value);
    shown.textContent = slider.value;
    draw();
  });
  const logarithmic = h('input', { type: 'checkbox', id: 'logarithmic' });
  logarithmic.addEventListener('change', () => {
    settings.isLogarithmic = logarithmic.checked;
    draw();
  });
  const axis = h('select', { id: 'axis' }, ...axisNames.map((name) => h('option', { value: name }, axisTitles[name])));
  axis.addEventListener('change', () => {
    settings.axis = axisNames[axis.selectedIndex]!;
    draw();
  });
  return h(
    'div',
    { class: 'controls' },
    h('label', { for: 'smoothing' }, 'Smoothing'),
    slider,
    shown,
    h('label', { class: 'check' }, logarithmic, 'Logarithmic'),
    isTimed ? h('label', { class: 'check' }, 'Over', axis) : undefined,
  );
}

function drawInto(
  grid: HTMLElement,
  charts: readonly Chart[],
  { smoothing, isLogarithmic, axis: axisName }: Settings,
  report: Report,
): void {
  if (grid.clientWidth === 0) return;
  const columns = charts.length > 1 && grid.clientWidth >= 760 ? 2 : 1;
  const width = Math.floor((grid.clientWidth - (columns - 1) * 20) / columns) - 34;
  const axis = axisOf(axisName, report);
  const drawn = charts.map(({ title, curves }) => {
    const series = curves.flatMap((curve) => seriesOf(curve, report, axis) ?? []);
    return lineChart({ title, series, axis, smoothing, isLogarithmic, width });
  });
  grid.replaceChildren(...drawn);
}

function chartsOf(report: Report): [main: Chart[], others: Chart[]] {
  const { curves, runs, decides } = report;
  const isAlone = runs.length === 1;
  const titles = [...new Set(curves.map((curve) => titleOf(curve, isAlone)))];
  const charts = titles.map((title) => ({
    title,
    curves: curves.filter((curve) => titleOf(curve, isAlone) === title).sort((a, b) => a.run - b.run),
  }));
  const rank = ({ title }: Chart) =>
    /(^|\/)loss$/.test(title) ? 0 : title.endsWith(decides?.metric ?? 'loss') ? 1 : 2;
  const isMain = ({ title }: Chart) =>
    !/^(run\/|lr|norm|time|epoch|class|weights|gradients|learning_rate)|\/class\//.test(title);
  const ordered = [...charts].sort((a, b) => rank(a) - rank(b));
  return [ordered.filter(isMain), ordered.filter((chart) => !isMain(chart))];
}

/** With one run, the splits are in one chart; with several, each split has its own. Classes are in one chart. */
function titleOf({ tag, split }: ReportCurve, isAlone: boolean): string {
  if (split === 'run') return tag.includes('/') ? tag.slice(0, tag.lastIndexOf('/')) : tag;
  const name = tag.startsWith('class/') && isAlone ? tag.slice(0, tag.lastIndexOf('/')) : tag;
  return isAlone ? name : `${split}/${name}`;
}

/** Undefined if the axis doesn't know where its steps are. */
function seriesOf(curve: ReportCurve, report: Report, axis: Axis): Series | undefined {
  const { run, tag, split, steps, values } = curve;
  const places = steps.flatMap((step) => axis.place(run, step) ?? []);
  if (places.length < steps.length) return undefined;
  if (report.runs.length === 1) {
    const last = tag.slice(tag.lastIndexOf('/') + 1);
    const isSplit = split !== 'run' && !tag.startsWith('class/');
    const place = placeAmong(curve, report);
    return { name: isSplit ? split : last, style: isSplit ? splitStyles[split]! : styleOf(place), places, values };
  }
  const group = groupPlaces(report)[run]!;
  return { name: groupLabel(report, report.groups[group]!), style: styleOf(group), places, values, group };
}

/** The place of a curve among those that share its chart. */
function placeAmong(curve: ReportCurve, { curves }: Report): number {
  const title = titleOf(curve, true);
  return curves.filter((other) => titleOf(other, true) === title).indexOf(curve);
}
