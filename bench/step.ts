/**
 * `npm run bench -- step`: one training step on each backend and, where Python has torch, in PyTorch.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { measureStep, type StepTimes } from './measure-step.ts';
import { python, pytorchVersion, startBackend, startPytorch } from './step-engines.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    net: { type: 'string', default: 'pspnet' },
    backends: { type: 'string', default: 'onnxruntime' },
    steps: { type: 'string', default: '4' },
    batch: { type: 'string', default: '16' },
    size: { type: 'string', default: '256' },
    classes: { type: 'string', default: '3' },
    threads: { type: 'string', default: String(availableParallelism()) },
    formats: { type: 'string', default: 'contiguous,channels_last' },
  },
});
const [batch, size, classes, threads] = [options.batch, options.size, options.classes, options.threads].map(Number) as [
  number,
  number,
  number,
  number,
];
const step = { net: options.net, batch, size, classes, threads };
const listed = (text: string) => text.split(',').filter(Boolean);
const torch = pytorchVersion();
if (torch === undefined)
  console.log(`No comparison with PyTorch: ${python()} has no torch. TESSERA_PYTHON names another Python.`);
const formats = torch === undefined ? [] : listed(options.formats);

const rows = await measureStep(
  [
    ...listed(options.backends).map((backend) => startBackend(backend, step)),
    ...formats.map((format) => startPytorch(format, step)),
  ],
  Number(options.steps),
);
const pytorch = rows.filter(({ engine }) => engine.startsWith('pytorch'));
const ratio = (row: StepTimes, what: 'least' | 'cpu') =>
  (Math.min(...pytorch.map((other) => other[what])) / row[what]).toFixed(2);
console.log(
  `${step.net}, batch ${batch} of ${size}x${size}, ${classes} classes, ${threads} threads; milliseconds per step`,
);
console.table(
  rows.map((row) =>
    pytorch.length > 0 ? { ...row, 'PyTorch / it': ratio(row, 'least'), 'in cpu': ratio(row, 'cpu') } : row,
  ),
);
