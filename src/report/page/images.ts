import type { ReportImage, ReportClasses, ReportDetail, ReportPanel, ReportPhoto } from '../document.ts';
import { h } from './elements.ts';
import { formatCount, formatFigure } from './format.ts';

/** Samples of the validation split over time, and the worst and best photos of the last evaluation. */
export function imagesPart({ panels, photos, sheet, classes }: ReportDetail): HTMLElement[] {
  return [
    ...(panels.length > 0 ? [panelsFigure(panels)] : []),
    ...(photos.length > 0 ? [photosFigure(photos)] : []),
    ...(sheet
      ? [
          h(
            'figure',
            {},
            h('figcaption', {}, 'Worst and best photos'),
            h(
              'div',
              { class: 'sheet' },
              img(sheet, 'Worst and best photos, each with its ground truth and its prediction'),
            ),
          ),
        ]
      : []),
    ...((panels.length > 0 || photos.length > 0) && classes ? [legend(classes)] : []),
  ];
}

/** A slider goes through the steps at which samples were drawn. */
function panelsFigure(panels: readonly ReportPanel[]): HTMLElement {
  const steps = [...new Set(panels.flatMap(({ views }) => views.map(({ step }) => step)))].sort((a, b) => a - b);
  const shown = panels.map((panel) => {
    const image = img(panel.views.at(-1)!, altOf(panel.name, steps.at(-1)!));
    return { panel, image };
  });
  const slider = h('input', {
    type: 'range',
    min: 0,
    max: steps.length - 1,
    step: 1,
    value: steps.length - 1,
    id: 'panel-step',
  });
  const output = h('output', { for: 'panel-step' }, `step ${formatCount(steps.at(-1)!)}`);
  slider.addEventListener('input', () => {
    const step = steps[Number(slider.value)]!;
    output.textContent = `step ${formatCount(step)}`;
    slider.setAttribute('aria-valuetext', `step ${step}`);
    for (const { panel, image } of shown) {
      const view = panel.views.findLast((one) => one.step <= step) ?? panel.views[0]!;
      image.src = view.source;
      image.alt = altOf(panel.name, view.step);
    }
  });
  const controls =
    steps.length > 1
      ? h('div', { class: 'controls' }, h('label', { for: 'panel-step' }, 'Training'), slider, output)
      : undefined;
  return h(
    'figure',
    {},
    h('figcaption', {}, 'Validation samples', h('small', {}, 'image, ground truth, prediction')),
    controls,
    h('ul', { class: 'panels' }, ...shown.map(({ panel, image }) => h('li', {}, image, h('p', {}, panel.name)))),
  );
}

function altOf(name: string, step: number): string {
  return `${name} at step ${step}: image, ground truth and prediction`;
}

function photosFigure(photos: readonly ReportPhoto[]): HTMLElement {
  const slider = h('input', { type: 'range', id: 'opacity', min: 0, max: 100, value: 55 });
  const output = h('output', { for: 'opacity' }, '55 %');
  const figure = h(
    'figure',
    { class: 'photos' },
    h(
      'figcaption',
      {},
      'Worst and best photos',
      h('small', {}, 'by the mean IoU of their classes: ground truth at the left, prediction at the right'),
    ),
    h('div', { class: 'controls' }, h('label', { for: 'opacity' }, 'Masks'), slider, output),
    ...(['worst', 'best'] as const).map((place) => {
      const own = photos.filter((photo) => photo.place === place);
      return own.length === 0
        ? undefined
        : h(
            'div',
            {},
            h('h4', {}, place === 'worst' ? 'Worst' : 'Best'),
            h('ul', { class: 'panels' }, ...own.map(photoItem)),
          );
    }),
  );
  slider.addEventListener('input', () => {
    output.textContent = `${slider.value} %`;
    figure.style.setProperty('--opacity', String(Number(slider.value) / 100));
  });
  return figure;
}

function photoItem({ name, score, image: photo, truth, prediction }: ReportPhoto): HTMLElement {
  const layered = (mask: ReportImage, what: string) =>
    h('div', { class: 'layers' }, img(photo, `${name} under its ${what}`), img(mask, ''));
  return h(
    'li',
    {},
    h('div', { class: 'two' }, layered(truth, 'ground truth'), layered(prediction, 'prediction')),
    h('p', {}, h('strong', {}, formatFigure(score)), ` ${name}`),
  );
}

function img({ source, width, height }: ReportImage, alt: string): HTMLImageElement {
  return h('img', { src: source, width, height, alt, decoding: 'sync' });
}

function legend({ rows }: ReportClasses): HTMLElement {
  const entries = rows.flatMap(({ name, color }) =>
    color
      ? [
          h(
            'li',
            {},
            h('span', { class: 'dot square', style: `background: rgb(${color.join()})`, 'aria-hidden': 'true' }),
            name,
          ),
        ]
      : [],
  );
  return h('ul', { class: 'class-legend', 'aria-label': 'Colours of the classes' }, ...entries);
}
