import type { StepTimes } from './measure-step.ts';
import type { StepCase } from './step-engines.ts';

export interface Case extends StepCase {
  readonly backend: string;
  /** Timed steps after the first. */
  readonly steps: number;
}

/** The head of the table of training steps, beside PyTorch in one memory format. */
export function stepTableHead(format: string): string {
  const columns = [
    'step',
    'Tessera',
    `PyTorch ${format}`,
    'ratio',
    'ratio of processor time',
    'memory',
    "PyTorch's",
    'first',
    "PyTorch's",
    'command',
  ];
  return `| ${columns.join(' | ')} |\n|${' --- |'.repeat(columns.length)}`;
}

export function stepTableRow(one: Case, format: string, own: StepTimes, theirs: StepTimes): string {
  const cells = [
    nameOf(one),
    own.least,
    theirs.least,
    `**${(theirs.least / own.least).toFixed(2)}**`,
    (theirs.cpu / own.cpu).toFixed(2),
    own.peakMiB,
    theirs.peakMiB,
    own.first,
    theirs.first,
    `\`${commandOf(one, format)}\``,
  ];
  return `| ${cells.join(' | ')} |`;
}

export function nameOf({ backend, net, batch, size, classes, threads }: Case): string {
  const where = backend === 'onnxruntime' ? '' : ` on ${backend}`;
  const many = classes === 3 ? '' : `, ${classes} classes`;
  return (
    `${net}${where}, batch ${batch} of ${size} x ${size}${many}, ${threads} ` +
    `${threads === 1 ? 'thread' : 'threads'}`
  );
}

function commandOf({ backend, net, batch, size, classes, threads, steps }: Case, format: string): string {
  const values = { net, backends: backend, batch, size, classes, threads, steps, formats: format };
  const text = Object.entries(values).map(([name, value]) => `--${name} ${value}`);
  return `npm run bench -- step ${text.join(' ')}`;
}
