/**
 * Trains one network on one backend, a step for each line on standard input, and answers each with a line of JSON.
 * Arguments: backend, network, threads, batch size, image size, classes.
 */
import { createInterface } from 'node:readline';
import { startEngine } from '../src/engine/index.ts';
import { createAdam } from '../src/components/optimizers/adam-optimizer.ts';
import { crossEntropyLoss } from '../src/components/losses/cross-entropy-loss.ts';
import { createRandom } from '../src/core/random.ts';
import { trainStep } from '../src/train/step.ts';
import type { BackendName } from '../schemas/index.ts';
import { type NetName, nets } from './step-nets.ts';

const [backend, net, ...numbers] = process.argv.slice(2) as [BackendName, NetName, ...string[]];
const [threads, batchSize, imageSize, classes] = numbers.map(Number) as [number, number, number, number];
const { tf } = await startEngine({ backend, threads });

const model = nets[net](classes);
const random = createRandom('dropout');
const parameters = model.namedParameters().filter(([, parameter]) => parameter.trainable);
const optimizer = createAdam(
  parameters,
  { lr: 1e-3, betas: [0.9, 0.999], eps: 1e-8, weight_decay: 1e-5 },
  { decoupled: false },
);
const pixels = createRandom('pixels');
const images = Float32Array.from({ length: batchSize * imageSize ** 2 * 3 }, () => pixels.between(-1, 1));
const labels = Int32Array.from({ length: batchSize * imageSize ** 2 }, () => pixels.integer(0, classes));

for await (const _ of createInterface({ input: process.stdin })) {
  const start = performance.now();
  const before = process.cpuUsage();
  const batch = {
    images: tf.tensor4d(images, [batchSize, imageSize, imageSize, 3]),
    target: tf.tensor3d(labels, [batchSize, imageSize, imageSize], 'int32'),
  };
  const loss = (logits: Parameters<typeof crossEntropyLoss>[0], target: Parameters<typeof crossEntropyLoss>[1]) =>
    crossEntropyLoss(logits, target, { ignoreIndex: 255 });
  const output = trainStep(batch, { model, loss, optimizer, learningRate: 1e-3, random });
  const [[lossValue]] = await Promise.all([output.loss.data(), output.prediction.data()]);
  tf.dispose([Object.values(batch), output.loss, output.prediction]);
  const { user, system } = process.cpuUsage(before);
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  const answer = {
    ms: performance.now() - start,
    cpuMs: (user + system) / 1000,
    loss: lossValue,
    peakMiB,
    tensors: tf.memory().numTensors,
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
