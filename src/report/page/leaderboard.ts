import type { Report, ReportGroup, ReportRun, Setting, Spread } from '../document.ts';
import { breakable, folded, h, scrolled, section } from './elements.ts';
import { formatDuration, formatFigure, formatSpread } from './format.ts';
import { highlightFrom } from './highlight.ts';
import { styleOf } from './series.ts';
import { sortable } from './sortable.ts';

/** The most columns of keys that differ. Where more do, rows have the names of runs. */
const mostSettings = 6;

/** Groups of runs by their validation, the best first. A group has the runs that are equal but for the seed. */
export function leaderboardSection(report: Report): HTMLElement {
  const { decides, groups, runs } = report;
  const differing = [...new Set(groups.flatMap(({ settings }) => settings.map(({ key }) => key)))];
  const keys = differing.length > mostSettings ? [] : differing;
  const tests = [...new Set(groups.flatMap(({ figures }) => figures.map(({ name }) => name)))]
    .filter((name) => name.startsWith('test/') && !name.endsWith('/loss'))
    .slice(0, 3);
  const hasSeeds = groups.some((group) => group.runs.length > 1);
  const heads = [
    { title: '#', isNumber: true },
    ...(keys.length === 0 ? [{ title: 'run' }] : keys.map((key) => ({ title: key }))),
    ...(hasSeeds ? [{ title: 'seeds', isNumber: true }] : []),
    {
      title: decides ? `val/${decides.metric}` : 'validation',
      isNumber: true,
      isRanked: true,
      hint: 'ranks the runs',
    },
    ...tests.map((title) => ({ title, isNumber: true, hint: 'a column only: the test set decides nothing' })),
    { title: 'time', isNumber: true },
    { title: 'status' },
  ];
  const rows = groups.map((group, place) => {
    const members = group.runs.map((run) => runs[run]!);
    const row = h(
      'tr',
      { class: `of-group group-${place}`, tabindex: 0 },
      h('td', { class: 'number', 'data-sort': place }, String(place + 1)),
      ...(keys.length === 0
        ? [h('th', { scope: 'row' }, dot(place), members[0]!.name)]
        : keys.map((key, column) => settingCell(group.settings, key, column === 0 ? place : undefined))),
      ...(hasSeeds ? [h('td', { class: 'number', 'data-sort': group.runs.length }, String(group.runs.length))] : []),
      validationCell(group, report),
      ...tests.map((name) => spreadCell(group.figures.find((figure) => figure.name === name))),
      timeCell(members),
      h('td', {}, ...statuses(members)),
    );
    highlightFrom(row, place);
    return row;
  });
  const table = h(
    'table',
    { class: 'leaderboard' },
    h('caption', { class: 'visually-hidden' }, 'Runs by their validation'),
    h('thead', {}, h('tr', {}, ...heads.map(headCell))),
    h('tbody', {}, ...rows),
  );
  sortable(table);
  return section(
    'ranking',
    report.kind === 'sweep' ? 'Leaderboard' : 'Ranking',
    explanation(report, hasSeeds),
    scrolled('Runs by their validation', table, { tall: rows.length > 20 }),
    hasSeeds ? folded('Every run', everyRun(report, keys, tests)) : undefined,
  );
}

function explanation({ decides, groups }: Report, hasSeeds: boolean): HTMLElement {
  if (!decides) return h('p', { class: 'lead' }, 'No run has validated yet.');
  const better = decides.direction === 'max' ? 'larger' : 'smaller';
  const chance = groups.filter(({ withinSpread }) => withinSpread).length;
  const texts = [
    `Ranked by the best val/${decides.metric} (${better} is better). Figures of the test are shown, and decide ` +
      'nothing.',
    ...(hasSeeds ? ['Runs that differ only in their seed are one row: mean ± standard deviation.'] : []),
    ...(chance > 0
      ? [
          `≈ marks ${chance === 1 ? 'a row' : `${chance} rows`} whose distance to the first one is no larger ` +
            'than the spread of seeds.',
        ]
      : []),
  ];
  return h('p', { class: 'lead' }, texts.join(' '));
}

interface Head {
  readonly title: string;
  readonly isNumber?: boolean;
  readonly isRanked?: boolean;
  readonly hint?: string;
}

function headCell({ title, isNumber = false, isRanked = false, hint }: Head): HTMLElement {
  const names = [...(isNumber ? ['number'] : []), ...(isRanked ? ['ranked'] : [])];
  const attributes = { scope: 'col', class: names.length > 0 ? names.join(' ') : undefined, title: hint };
  return h('th', attributes, ...breakable(title));
}

function dot(place: number): HTMLElement {
  return h('span', { class: 'dot', style: `background: ${styleOf(place).color}`, 'aria-hidden': 'true' });
}

function settingCell(settings: readonly Setting[], key: string, place: number | undefined): HTMLElement {
  const setting = settings.find((one) => one.key === key);
  const sort = setting?.number ?? setting?.text ?? '';
  const content = place === undefined ? [] : [dot(place)];
  return h(
    place === undefined ? 'td' : 'th',
    { 'data-sort': sort, scope: place === undefined ? undefined : 'row' },
    ...content,
    setting?.text ?? '–',
  );
}

function validationCell({ validation, withinSpread }: ReportGroup, { groups, decides }: Report): HTMLElement {
  if (!validation || validation.mean === null)
    return h('td', { class: 'number ranked none', 'data-sort': '', style: '--share: 0' }, '–');
  const means = groups.flatMap((group) => group.validation?.mean ?? []);
  const [low, high] = [Math.min(...means), Math.max(...means)];
  const share = high === low ? 1 : (validation.mean - low) / (high - low);
  const length = decides?.direction === 'min' ? 1 - share : share;
  return h(
    'td',
    { class: 'number ranked', 'data-sort': validation.mean, style: `--share: ${(0.04 + 0.96 * length).toFixed(3)}` },
    withinSpread
      ? h('span', { class: 'near', title: 'no further from the first than seeds alone make it' }, '≈ ')
      : undefined,
    formatSpread(validation),
  );
}

function spreadCell(spread: Spread | undefined): HTMLElement {
  return h('td', { class: 'number', 'data-sort': spread?.mean ?? '' }, spread ? formatSpread(spread) : '–');
}

function timeCell(members: readonly ReportRun[]): HTMLElement {
  const seconds = members.reduce((sum, run) => sum + run.seconds, 0);
  return h('td', { class: 'number', 'data-sort': seconds }, seconds === 0 ? '–' : formatDuration(seconds));
}

function statuses(members: readonly ReportRun[]): HTMLElement[] {
  return [...new Set(members.map(({ status }) => status))].map((status) => {
    const errors = members.flatMap((run) => (run.status === status ? (run.error ?? []) : []));
    return h('span', { class: `status ${status}`, title: errors.length > 0 ? errors.join('\n') : undefined }, status);
  });
}

/** The rows of the leaderboard apart: a row for each seed. */
function everyRun({ runs, decides }: Report, keys: readonly string[], tests: readonly string[]): HTMLElement {
  const columns = [
    ...keys.map((title) => ({
      title,
      cell: (run: ReportRun) => run.settings.find(({ key }) => key === title)?.text ?? '–',
    })),
    { title: 'seed', isNumber: true, cell: ({ seed }: ReportRun) => String(seed ?? '–') },
    {
      title: decides ? `val/${decides.metric}` : 'validation',
      isNumber: true,
      cell: ({ validation }: ReportRun) => formatFigure(validation?.value),
    },
    ...tests.map((title) => ({
      title,
      isNumber: true,
      cell: ({ figures }: ReportRun) => formatFigure(figures.find(({ name }) => name === title)?.value),
    })),
    { title: 'status', cell: ({ status }: ReportRun) => status },
    { title: 'run', cell: ({ name }: ReportRun) => name },
  ];
  const rows = runs.map((run) =>
    h(
      'tr',
      {},
      ...columns.map((column) => h('td', { class: 'isNumber' in column ? 'number' : undefined }, column.cell(run))),
    ),
  );
  const table = h('table', {}, h('thead', {}, h('tr', {}, ...columns.map(headCell))), h('tbody', {}, ...rows));
  sortable(table);
  return scrolled('Every run', table, { tall: rows.length > 20 });
}
