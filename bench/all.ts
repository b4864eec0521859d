/**
 * `npm run bench -- all`: writes `docs/performance.md`. It takes about ten minutes, needs `npm run build` and PyTorch
 * in the Python that `TESSERA_PYTHON` names, and says something only where nothing else runs. `PETS_ROOT` and
 * `MOBILENET_WEIGHTS` add the plan of the pets experiment.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { installedVersion } from '../src/engine/packages.ts';
import { measurePlans } from './measure-plans.ts';
import { measurePredict } from './measure-predict.ts';
import { measureStarts } from './measure-starts.ts';
import { measureStep } from './measure-step.ts';
import { python, pytorchVersion, startBackend, startPytorch } from './step-engines.ts';
import { type Case, nameOf, stepTableHead, stepTableRow } from './step-table.ts';

const torch = pytorchVersion();
if (torch === undefined) throw new Error(`expected PyTorch to compare with, but ${python()} has no torch`);
/** PyTorch's faster memory format with these networks, by `npm run bench -- step`. */
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
  { ...unet, net: 'notebook', batch: 4, steps: 4 },
  { ...unet, net: 'resnext', batch: 4, steps: 3 },
  { ...unet, backend: 'wasm', batch: 4, threads: 1, steps: 3 },
];

const gpuHeading = '## On a GPU\n';
const steps: string[] = [];
for (const [index, one] of cases.entries()) {
  console.log(`${index + 1} of ${cases.length}: ${nameOf(one)}`);
  const [own, theirs] = await measureStep([startBackend(one.backend, one), startPytorch(format, one)], one.steps);
  steps.push(stepTableRow(one, format, own!, theirs!));
  console.log(steps.at(-1));
}
console.log('Predicting');
const predicted = (await measurePredict()).map(
  ({ engine, least, cpu, peakMiB, photos }) =>
    `| ${engine} | ${((1000 * photos) / least).toFixed(1)} | ${(cpu / photos).toFixed(1)} | ${peakMiB} |`,
);
console.log('Starting');
const starts = (await measureStarts(5)).map(
  ({ name, ms, cpuMs, ratio, cpuRatio }) =>
    `| \`${name}\` | ${Math.round(ms)} | ${Math.round(cpuMs)} | ${ratio.toFixed(1)} | ${cpuRatio.toFixed(1)} |`,
);
console.log('Planning');
const plans = (await measurePlans()).map(
  ({ name, planned, taken }) =>
    `| ${name} | ${planned.seconds.toFixed(1)} | ${taken.seconds.toFixed(1)} | ` +
    `${(planned.seconds / taken.seconds).toFixed(2)} | ${Math.round(planned.mebibytes)} | ` +
    `${Math.round(taken.mebibytes)} | ${(planned.mebibytes / taken.mebibytes).toFixed(2)} |`,
);
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
\`pspnet\` is that of the pets experiment, on a frozen MobileNetV1; \`notebook\` has the same decoder on a frozen ResNeXt-50, whose
convolutions are grouped, and \`resnext\` trains that too. Both sides take turns, step by step. A time is the fastest step's
in milliseconds, memory the peak of the whole process in MiB. The ratio says how many times as long as Tessera PyTorch takes, in its
memory format \`${format}\`. \`first\` is the first step, which makes the graph.

${stepTableHead(format)}
${steps.join('\n')}

## Predicting

From photo files to label maps and overlays: 48 photos of 400 x 600 pixels, seen by \`unet\` at 256, ${threads} threads
(\`npm run bench -- predict\`). PyTorch's memory format is \`channels_last\`.

| engine | photos per second | processor ms per photo | memory |
| --- | --- | --- | --- |
${predicted.join('\n')}

## Starting

Least times in milliseconds, and as multiples of \`node -e 0\` (\`npm run bench -- start\`).

| command | time | processor time | times \`node -e 0\` | in processor time |
| --- | --- | --- | --- | --- |
${starts.join('\n')}

## What \`tessera plan\` says

Seconds of training, validation and test, and the peak memory of the process in MiB: planned, and what the run then took
(\`npm run bench -- plan\`).

| experiment | planned | taken | ratio | memory planned | used | ratio |
| --- | --- | --- | --- | --- | --- | --- |
${plans.join('\n')}
`;
}
