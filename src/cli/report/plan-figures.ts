import type { DataPlan, ExperimentPlan, LayerPlan, MemoryPlan, ModelPlan, TimePlan } from '../../plan/index.ts';
import type { ComponentDownload } from '../../registry/index.ts';
import { formatCount } from '../../core/format-count.ts';
import { formatBytes, formatDuration, formatMagnitude } from './format.ts';
import { printTable, type Column } from './table.ts';

/** Samples, steps, parameters, memory and time, as far as they are known: a line for each. */
export function planFigures({
  data,
  files,
  downloads,
  weightDownloads,
  weights,
  steps,
  model,
  time,
  peakMemoryBytes,
  notTried,
}: ExperimentPlan): string {
  const lines: (readonly [name: string, text: string])[] = [];
  if (data) {
    lines.push([
      'samples',
      `${Object.entries(data.samples)
        .map(([name, count]) => `${count === 0 ? 'no' : formatCount(count)} ${name}`)
        .join(', ')}, ${describeSize(data)}`,
    ]);
    if (data.evaluateAt === 'original')
      lines.push(['scored', 'validation and test at the size of their photos, which are whole']);
    if (files !== undefined) lines.push(['files', files]);
    lines.push(['classes', data.classes.join(', ')]);
  } else if (downloads.length > 0) {
    lines.push([
      'samples',
      `a run first downloads ${downloads.join(' and ')}; the model below has the image size and classes that ` +
        'the file gives',
    ]);
  } else {
    lines.push([
      'samples',
      'the data is not there; the model below has the image size and classes that the file gives',
    ]);
  }
  if (steps) lines.push(['steps', `${formatCount(steps.total)}, ${formatCount(steps.perEpoch)} per epoch`]);
  if (model)
    lines.push([
      'parameters',
      `${formatCount(model.parameters.total)}, of which ${formatCount(model.parameters.trainable)} are trained`,
    ]);
  if (model?.beginsWith !== undefined) lines.push(['begins with', model.beginsWith]);
  if (model)
    lines.push([
      'step',
      `${formatMagnitude(model.stepMultiplyAdds)} multiply-adds, ${formatMagnitude(model.forwardMultiplyAdds)} ` +
        'of them forward',
    ]);
  if (model) lines.push(['memory', describeMemory(model.memory, peakMemoryBytes)]);
  for (const download of weightDownloads) lines.push(['weights', describeDownload(download)]);
  for (const line of weights) lines.push(['weights', line]);
  if (time) lines.push(['time', describeTime(time)]);
  if (notTried !== undefined) lines.push(['time', `unknown: ${notTried}`]);
  return lines.map(([name, text]) => `${name.padEnd(10)}  ${text}`).join('\n');
}

/** The size of samples, and how they get it, if they are not cut to it. */
function describeSize({ imageSize: { height, width }, resize }: DataPlan): string {
  const policies = Object.entries(resize);
  const size = `${height} x ${width}`;
  if (policies.every(([, policy]) => policy === 'cover')) return size;
  if (policies.every(([, policy]) => policy === resize.train))
    return resize.train === 'none' ? 'as they are' : `${size} (${resize.train})`;
  return `${size} (${policies.map(([split, policy]) => `${split} ${policy}`).join(', ')})`;
}

function describeDownload({ name, address, bytes, licence }: ComponentDownload): string {
  const size = bytes === undefined ? 'of unknown size' : formatBytes(bytes);
  const terms = licence === undefined ? 'licence unknown: see where they are published' : `licence ${licence}`;
  return `${name}: a run first downloads ${address} (${size}, ${terms})`;
}

function describeMemory({ model, optimizer, step }: MemoryPlan, peak: number | undefined): string {
  const parts =
    `model ${formatBytes(model)}, optimizer ${formatBytes(optimizer)}, activations and gradients ` +
    `${formatBytes(step)}`;
  const tensors = `${formatBytes(model + optimizer + step)} of tensors at most: ${parts}`;
  return peak === undefined ? tensors : `${formatBytes(peak)}, as tried; ${tensors}`;
}

function describeTime({ engine, seconds: { step, training, validation, test } }: TimePlan): string {
  const total = formatDuration(training + validation + test);
  const parts =
    `training ${formatDuration(training)} (${step.toPrecision(2)} s per step), validation ` +
    `${formatDuration(validation)}, test ${formatDuration(test)}`;
  return `about ${total}: ${parts}; by a few steps, tried now on ${engine}`;
}

/** Every layer that has parameters or multiplies, in order. */
export function layerTable({ layers, batchSize, parameters, forwardMultiplyAdds }: ModelPlan, width?: number): string {
  const shown = layers.filter((layer) => layer.parameters > 0 || layer.multiplyAdds > 0);
  const total = {
    name: 'total',
    type: '',
    output: '',
    parameters: formatCount(parameters.total),
    multiplyAdds: formatMagnitude(forwardMultiplyAdds),
  };
  const table = printTable({ columns: layerColumns, rows: [...shown.map(layerRow), total] }, width);
  return `${table}\nOne forward pass of a batch of ${batchSize}; shapes are [N, H, W, C]. * is not trained.`;
}

type LayerRow = Readonly<Record<'name' | 'type' | 'output' | 'parameters' | 'multiplyAdds', string>>;

const layerColumns: readonly Column<LayerRow>[] = [
  { title: 'layer', value: ({ name }) => name, shrink: { to: 16, keep: 'end' } },
  { title: 'type', value: ({ type }) => type, align: 'right', leaveOut: 1 },
  { title: 'output', value: ({ output }) => output, align: 'right' },
  { title: 'parameters', value: (row) => row.parameters, align: 'right' },
  { title: 'multiply-adds', value: ({ multiplyAdds }) => multiplyAdds, align: 'right' },
];

function layerRow({ name, type, output, parameters, trainable, multiplyAdds }: LayerPlan): LayerRow {
  return {
    name: name === '' ? '(model)' : name,
    type,
    output: output ? `[${output.join(', ')}]` : 'not used',
    parameters: `${formatCount(parameters)}${parameters > 0 && !trainable ? '*' : ''}`,
    multiplyAdds: formatMagnitude(multiplyAdds),
  };
}
