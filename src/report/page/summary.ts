import type { Report, ReportRun, Spread } from '../document.ts';
import { breakable, h } from './elements.ts';
import { formatCount, formatDate, formatDeviation, formatDuration, formatFigure } from './format.ts';
import { groupLabel } from './series.ts';

/** The top of the page: what it is about, and the figures that matter most. */
export function summary(report: Report): HTMLElement {
  const { title, kind, description, runs, notes } = report;
  const alone = runs.length === 1 ? runs[0] : undefined;
  return h(
    'header',
    { class: 'summary' },
    h('p', { class: 'kind' }, kind === 'run' ? 'Run' : kind === 'sweep' ? 'Sweep' : 'Runs'),
    h('h1', {}, title, ...(alone ? [h('span', { class: `status ${alone.status}` }, alone.status)] : [])),
    h('p', { class: 'story' }, alone ? storyOf(alone) : storyOfAll(report)),
    description === undefined ? undefined : h('p', { class: 'description' }, description),
    alone?.error === undefined ? undefined : h('p', { class: 'alert', role: 'note' }, alone.error),
    h('ul', { class: 'tiles' }, ...(alone ? tilesOf(alone) : tilesOfAll(report))),
    ...notes.map((note) => h('p', { class: 'note' }, note)),
  );
}

function storyOf({ id, step, totalSteps, startedAt, seconds, status }: ReportRun): string {
  const steps =
    step === totalSteps ? `${formatCount(step)} steps` : `${formatCount(step)} of ${formatCount(totalSteps)} steps`;
  const ending = status === 'running' ? ' so far' : '';
  return `${id}: ${steps} in ${formatDuration(seconds)}${ending}, begun ${formatDate(startedAt)}`;
}

function storyOfAll({ runs, groups }: Report): string {
  const statuses = [...new Set(runs.map(({ status }) => status))].map(
    (status) => `${runs.filter((run) => run.status === status).length} ${status}`,
  );
  const seconds = runs.reduce((sum, run) => sum + run.seconds, 0);
  const points = groups.length < runs.length ? `, ${groups.length} but for their seeds` : '';
  return `${runs.length} runs${points} (${statuses.join(', ')}), ${formatDuration(seconds)} of training`;
}

function tile(name: string, value: string, hint?: string): HTMLElement {
  const isText = !/^[\d.–-]/.test(value);
  return h(
    'li',
    {},
    h('span', { class: 'name' }, ...breakable(name)),
    h('strong', { class: isText ? 'text' : undefined }, value),
    hint === undefined ? undefined : h('span', { class: 'hint' }, hint),
  );
}

function tilesOf(run: ReportRun): HTMLElement[] {
  const { validation, figures } = run;
  const shown = figures
    .filter(({ name }) => name !== `val/${validation?.metric}` && !/\/none\/|\/loss\//.test(name))
    .slice(0, 5);
  return [
    ...(validation
      ? [tile(`best val/${validation.metric}`, formatFigure(validation.value), `step ${formatCount(validation.step)}`)]
      : []),
    ...shown.map(({ name, value }) => tile(name, formatFigure(value))),
  ];
}

function tilesOfAll(report: Report): HTMLElement[] {
  const { groups, decides } = report;
  const [best] = groups;
  if (!best?.validation || !decides) return [];
  const tests = best.figures
    .filter(({ name }) => name.startsWith('test/') && !/\/none\/|\/loss/.test(name))
    .slice(0, 3);
  const seeds = best.runs.length > 1 ? `${best.runs.length} seeds` : undefined;
  return [
    tile('best point', groupLabel(report, best), seeds),
    spreadTile(`val/${decides.metric}`, best.validation, 'decides'),
    ...tests.map((figure) => spreadTile(figure.name, figure)),
  ];
}

function spreadTile(name: string, { mean, deviation }: Spread, hint?: string): HTMLElement {
  const spread = deviation === null ? undefined : `± ${formatDeviation(deviation)}`;
  const hints = [spread, hint].filter((part) => part !== undefined);
  return tile(name, formatFigure(mean), hints.length > 0 ? hints.join(', ') : undefined);
}
