/**
 * `npm run bench -- all`: writes `docs/performance.md`. It takes about a quarter of an hour, needs PyTorch in the Python
 * that `TESSERA_PYTHON` names, and says something only where nothing else runs.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { installedVersion } from '../src/engine/packages.ts';
import { measureStep, type StepTimes } from './measure-step.ts';
import { python, pytorchVersion, startBackend, startPytorch, type StepCase } from './step-engines.ts';

interface Case extends StepCase {
  readonly backend: string;
  /** Timed steps after the first. */
  readonly steps: number;
}

const torch = pytorchVersion();
if (torch === undefined) throw new Error(`expected PyTorch to compare with, but ${python()} has no torch`);
/** PyTorch's faster memory format with both networks, by `npm run bench -- step`. */
const format = 'channels_last';
const threads = availableParallelism();
const unet: Case = { backend: 'onnxruntime', net: 'unet', batch: 16, size: 256, classes: 3, threads, steps: 8 };
const pspnet: Case = { ...unet, net: 'pspnet', steps: 6 };

const cases: readonly Case[] = [
  unet,
  pspnet,
  { ...unet, batch: 4, steps: 16 },
  { ...unet, batch: 32, steps: 6 },
  { ...unet, size: 64, steps: 40 },
  { ...unet, batch: 4, size: 512 },
  { ...unet, threads: 1 },
  { ...pspnet, threads: 1, steps: 3 },
  { ...unet, batch: 8, classes: 21 },
  { ...unet, batch: 8, classes: 150, steps: 4 },
  { ...unet, backend: 'wasm', batch: 4, threads: 1, steps: 3 },
];

const gpuHeading = '## On a GPU\n';
const lines: string[] = [];
for (const [index, one] of cases.entries()) {
  console.log(`${index + 1} of ${cases.length}: ${nameOf(one)}`);
  const [own, theirs] = await measureStep([startBackend(one.backend, one), startPytorch(format, one)], one.steps);
  lines.push(tableRow(one, own!, theirs!));
}
const file = new URL('../docs/performance.md', import.meta.url);
// What was measured on a card stays: this machine may have none.
const [, onGpu] = readFileSync(file, 'utf8').split(gpuHeading);
writeFileSync(file, `${page()}\n${gpuHeading}${onGpu}`);
console.log(`Written: ${file.pathname}`);

function page(): string {
  const processor = `${cpus()[0]!.model.trim()}, ${threads} threads, ${Math.round(totalmem() / 2 ** 30)} GiB`;
  const libraries = ['onnxruntime-node', '@tensorflow/tfjs-core', '@tensorflow/tfjs-backend-wasm'];
  const versions = libraries.map((name) => `${name} ${installedVersion(name) ?? 'absent'}`).join(', ');
  return `# Performance

\`npm run bench -- all\` writes this page. The tables are what it measured on ${new Date().toISOString().slice(0, 10)}.

- Machine: ${processor}; ${type()} ${release()}
- Versions: Node ${process.versions.node}, ${versions}, PyTorch ${torch}

## A training step

Forward pass, loss, gradients and Adam, with the predicted classes read back. \`unet\` has 16 to 128 channels, all of them trained;
\`pspnet\` is that of the pets experiment, on a frozen MobileNetV1. Both sides take turns, step by step. A time is the fastest step's
in milliseconds, memory the peak of the whole process in MiB. The ratio says how many times as long as Tessera PyTorch takes, in its
memory format \`${format}\`. \`first\` is the first step, which makes the graph.

| step | Tessera | PyTorch ${format} | ratio | ratio of processor time | memory | PyTorch's | first | PyTorch's | command |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
${lines.join('\n')}
`;
}

function tableRow(one: Case, own: StepTimes, theirs: StepTimes): string {
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
    `\`${commandOf(one)}\``,
  ];
  return `| ${cells.join(' | ')} |`;
}

function nameOf({ backend, net, batch, size, classes, threads: count }: Case): string {
  const where = backend === 'onnxruntime' ? '' : ` on ${backend}`;
  const many = classes === 3 ? '' : `, ${classes} classes`;
  return `${net}${where}, batch ${batch} of ${size} x ${size}${many}, ${count} ${count === 1 ? 'thread' : 'threads'}`;
}

function commandOf({ backend, net, batch, size, classes, threads: count, steps }: Case): string {
  const values = { net, backends: backend, batch, size, classes, threads: count, steps, formats: format };
  const text = Object.entries(values).map(([name, value]) => `--${name} ${value}`);
  return `npm run bench -- step ${text.join(' ')}`;
}
