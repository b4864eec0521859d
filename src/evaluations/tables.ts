import { csvLines } from '../core/csv.ts';
import { classFigures, type ClassFigures } from '../tasks/semantic/class-figures.ts';
import { classCounts } from '../tasks/semantic/confusion.ts';
import type { Evaluation } from './evaluation.ts';

/** A figure of a split, as a row: that of all classes, or of one. */
interface FigureRow {
  readonly figure: string;
  /** Empty for the figure of all classes. */
  readonly className: string;
  readonly value: number | undefined;
}

/** `metrics.csv`: a line for each figure of the split and of each class. A class that the split lacks has no value. */
export function metricsCsv(evaluation: Evaluation): string {
  const rows = figureRows(evaluation).map(({ figure, className, value }) => [
    figure,
    className,
    value === undefined ? '' : String(value),
  ]);
  return csvLines([['metric', 'class', 'value'], ...rows], '\n');
}

/** `report.md`: what was evaluated, the figures, and the images beside it. */
export function reportMarkdown(evaluation: Evaluation, { hasSheet }: { readonly hasSheet: boolean }): string {
  const { run, checkpoint, split, dataset, photos, skipped, changes, tta, classMap, result } = evaluation;
  const mapped = Object.entries(classMap ?? {}).map(
    ([from, to]) => `\`${from}\` as ${to === null ? 'ignored' : `\`${to}\``}`,
  );
  const facts = [
    ['run', `${run.name} (${run.id})`],
    ['checkpoint', `${checkpoint.name}, step ${checkpoint.step}`],
    ['data', dataset ?? "the run's own"],
    ['split', `${split}, ${photos} photos${skipped.length > 0 ? `, ${skipped.length} left out` : ''}`],
    ['scored at', result.at === 'original' ? "the photos' own sizes" : 'the size of the inputs'],
    ...(mapped.length > 0 ? [['classes', mapped.join(', ')]] : []),
    ...(tta === undefined ? [] : [['test-time augmentation', tta]]),
    ['made', evaluation.createdAt],
  ];
  const overall = figureRows(evaluation).filter(({ className }) => className === '');
  const sections = [
    `# ${evaluation.name}`,
    table(['', ''], facts),
    ...(changes.length > 0 ? ['Changed since the run began:', changes.map((line) => `- ${line}`).join('\n')] : []),
    '## Figures',
    table(
      ['figure', 'value'],
      overall.map(({ figure, value }) => [figure, shown(value)]),
    ),
    '## Classes',
    'Over all pixels of the split, as if its photos were one.',
    table(
      ['class', 'pixels', ...figureNames],
      figuresOfClasses(evaluation).map(({ name, figures: own }) => [
        name,
        String(own.pixels),
        ...figureNames.map((key) => shown(own[key])),
      ]),
    ),
    '## Confusion matrix',
    '![Confusion matrix](confusion.png)',
    ...(hasSheet ? ['## Worst and best photos', '![Worst and best photos](photos.png)'] : []),
    ...(skipped.length > 0
      ? [
          '## Left out',
          table(
            ['photo', 'why'],
            skipped.map(({ name, reason }) => [name, reason]),
          ),
        ]
      : []),
  ];
  return `${sections.join('\n\n')}\n`;
}

const figureNames = ['iou', 'dice', 'precision', 'recall'] as const satisfies readonly (keyof ClassFigures)[];

function figuresOfClasses({ classes, confusion }: Evaluation) {
  const counts = classCounts({ classes: classes.length, counts: Float64Array.from(confusion.flat()) });
  return classes.map(({ name }, index) => ({ name, figures: classFigures(counts[index]!) }));
}

function figureRows(evaluation: Evaluation): FigureRow[] {
  const { classes, result } = evaluation;
  const ofMetrics = Object.entries(result.metrics).flatMap(([figure, { value, perClass }]): FigureRow[] => [
    { figure, className: '', value },
    ...perClass.map((own, index) => ({ figure, className: classes[index]!.name, value: own ?? undefined })),
  ]);
  const losses = Object.entries({ loss: result.loss, ...result.losses }).map(([figure, value]) => ({
    figure,
    className: '',
    value,
  }));
  const byClass = figuresOfClasses(evaluation).flatMap(({ name, figures }): FigureRow[] =>
    (['pixels', ...figureNames] as const).map((key) => ({
      figure: key === 'pixels' ? key : `${key}/none/dataset`,
      className: name,
      value: figures[key],
    })),
  );
  // The experiment's own metrics may have the same figure of a class.
  const own = new Set(ofMetrics.map(({ figure, className }) => `${figure} ${className}`));
  return [...ofMetrics, ...losses, ...byClass.filter(({ figure, className }) => !own.has(`${figure} ${className}`))];
}

function shown(value: number | undefined): string {
  return value === undefined ? '-' : value.toFixed(4);
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
