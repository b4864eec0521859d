/**
 * Predicts all photos of a folder for each line on standard input, and answers with a line of JSON. Arguments: network,
 * folder of photos, folder for answers, image size, classes, batch size, threads.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { startEngine } from '../src/engine/index.ts';
import { networkForward } from '../src/inference/network-forward.ts';
import { predictWith } from '../src/inference/predict-with.ts';
import { type NetName, nets } from './step-nets.ts';

const [net, photoFolder, answers, ...numbers] = process.argv.slice(2) as [NetName, string, string, ...string[]];
const [size, classes, batchSize, threads] = numbers.map(Number) as [number, number, number, number];
await startEngine({ backend: 'onnxruntime', threads });
const network = nets[net](classes);
const model = {
  name: net,
  weights: 'random',
  classes: Array.from({ length: classes }, (_, index) => ({
    name: `class ${index}`,
    color: [60 * index, 200, 90] as const,
  })),
  resize: { policy: 'cover', size: { height: size, width: size }, multiple: network.inputMultiple },
  interpolation: 'bilinear',
  forward: networkForward(network),
  maskValues: () => Promise.resolve(undefined),
  close: () => Promise.resolve(),
} as const;
const photos = (await readdir(photoFolder)).map((name) => ({ file: join(photoFolder, name), within: name }));

for await (const _ of createInterface({ input: process.stdin })) {
  const output = join(answers, 'tessera');
  await rm(output, { recursive: true, force: true });
  const start = performance.now();
  const before = process.cpuUsage();
  const { answered } = await predictWith(model, {
    photos,
    output,
    values: 'classes',
    batchSize,
    workers: threads,
    observer: { failedLater: (error) => console.error(error) },
  });
  if (answered !== photos.length) throw new Error(`expected ${photos.length} answers, got ${answered}`);
  const { user, system } = process.cpuUsage(before);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const answer = { ms: performance.now() - start, cpuMs: (user + system) / 1000, peakMiB };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
