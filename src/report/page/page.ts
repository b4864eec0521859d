import type { Report } from '../document.ts';
import { curvesSection } from './curves.ts';
import { detailSections } from './detail.ts';
import { effectsSection } from './effects.ts';
import { folded, h } from './elements.ts';
import { formatDate } from './format.ts';
import { differencesSection } from './differences.ts';
import { leaderboardSection } from './leaderboard.ts';
import { parallelSection } from './parallel.ts';
import { redrawAll } from './redraw.ts';
import { summary } from './summary.ts';

/** The page's program: draws the report that lies in the page as JSON. */
const report = JSON.parse(document.getElementById('report')!.textContent) as Report;
const main = document.getElementById('main')!;
const sections = sectionsOf(report);
main.replaceChildren(summary(report), navigation(sections), ...sections, ...folds(report), footer(report));
unfoldForPrinting();

function sectionsOf(given: Report): HTMLElement[] {
  const isAlone = given.runs.length === 1;
  const overview = isAlone ? [] : [leaderboardSection(given), parallelSection(given), effectsSection(given)];
  const [first] = given.details;
  return [
    ...overview,
    curvesSection(given),
    ...(isAlone ? [] : [differencesSection(given)]),
    ...(isAlone && first ? detailSections(first, 0) : []),
  ].filter((one) => one !== undefined);
}

/** Each of several runs in full. The first one is open. */
function folds(given: Report): HTMLElement[] {
  if (given.runs.length === 1) return [];
  return given.details.map((detail, place) => {
    const { name } = given.runs[detail.run]!;
    const fold = folded(
      place === 0 && given.kind === 'sweep' ? `The best run in full: ${name}` : `In full: ${name}`,
      ...detailSections(detail, place),
    );
    fold.classList.add('run-fold');
    fold.open = place === 0;
    return fold;
  });
}

function navigation(shown: readonly HTMLElement[]): HTMLElement {
  const links = shown.map((one) => h('li', {}, h('a', { href: `#${one.id}` }, one.querySelector('h2')!.textContent)));
  return h('nav', { 'aria-label': 'Sections' }, h('ul', {}, ...links));
}

function footer({ tessera, createdAt, version }: Report): HTMLElement {
  return h(
    'p',
    { class: 'made' },
    `Made ${formatDate(createdAt)} by Tessera ${tessera}, report version ${version}. This file holds all that ` +
      'it shows.',
  );
}

function unfoldForPrinting(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener('beforeprint', () => {
    opened = [...document.querySelectorAll('details')].filter(({ open }) => !open);
    for (const one of opened) one.open = true;
    redrawAll();
  });
  addEventListener('afterprint', () => {
    for (const one of opened) one.open = false;
  });
}
