import type { ReportDetail } from '../document.ts';
import { classesPart } from './classes.ts';
import { configPart } from './config.ts';
import { breakable, facts, folded, h, scrolled, section } from './elements.ts';
import { formatCount, formatFigure } from './format.ts';
import { imagesPart } from './images.ts';

/** The sections about one run: all of a report on one, folded for each of several. */
export function detailSections(detail: ReportDetail, place: number): HTMLElement[] {
  const { classes, evaluations, config, skipped } = detail;
  const id = (name: string) => (place === 0 ? name : `${name}-${place + 1}`);
  const images = imagesPart(detail);
  return [
    ...(classes ? [section(id('classes'), 'Classes', classesPart(classes))] : []),
    ...(images.length > 0 ? [section(id('images'), 'Images', ...images)] : []),
    ...(evaluations.length > 0 ? [section(id('evaluations'), 'Evaluations', evaluationsTable(detail))] : []),
    ...(config.length > 0 ? [section(id('config'), 'Configuration', configPart(config, place))] : []),
    section(id('provenance'), 'Provenance', provenance(detail)),
    ...(skipped.length > 0 ? [section(id('skipped'), 'Left out', skippedTable(detail))] : []),
  ];
}

function evaluationsTable({ evaluations }: ReportDetail): HTMLElement {
  const names = [...new Set(evaluations.flatMap(({ figures }) => figures.map(({ name }) => name)))];
  const heads = [
    h('th', { scope: 'col' }, 'evaluation'),
    h('th', { scope: 'col' }, 'of what'),
    h('th', { scope: 'col', class: 'number' }, 'photos'),
    ...names.map((name) => h('th', { scope: 'col', class: 'number' }, ...breakable(name))),
  ];
  const rows = evaluations.map(({ name, what, photos, figures }) =>
    h(
      'tr',
      {},
      h('th', { scope: 'row' }, name),
      h('td', {}, what),
      h('td', { class: 'number' }, formatCount(photos)),
      ...names.map((metric) =>
        h('td', { class: 'number' }, formatFigure(figures.find((one) => one.name === metric)?.value)),
      ),
    ),
  );
  return scrolled('Evaluations', h('table', {}, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows)));
}

function provenance({ facts: known, attempts, inputs }: ReportDetail): HTMLElement {
  return h(
    'div',
    { class: 'provenance' },
    facts(known),
    ...attempts.map(({ title, facts: own }) => h('div', {}, h('h3', {}, title), facts(own))),
    inputs.length > 0 ? folded('Inputs, by SHA-256', facts(inputs)) : undefined,
  );
}

function skippedTable({ skipped }: ReportDetail): HTMLElement {
  const heads = ['split', 'sample', 'why'].map((title) => h('th', { scope: 'col' }, title));
  const rows = skipped.map(({ split, name, reason }) =>
    h('tr', {}, h('td', {}, split), h('th', { scope: 'row' }, name), h('td', { class: 'text' }, reason)),
  );
  return scrolled(
    'Samples that were left out',
    h('table', {}, h('thead', {}, h('tr', {}, ...heads)), h('tbody', {}, ...rows)),
    { tall: rows.length > 12 },
  );
}
