import * as tf from '@tensorflow/tfjs-core';
import * as ort from 'onnxruntime-node';
import { builtins } from '../src/components/index.ts';
import { createRandom } from '../src/core/random.ts';
import { messageOf } from '../src/core/errors/index.ts';
import { startEngine } from '../src/engine/index.ts';
import { encodeModel } from '../src/engine/onnx/model.ts';
import type { LazyBackend } from '../src/engine/recording/lazy-backend.ts';
import { AgreementCounter } from '../src/export/agreement.ts';
import { exportNetwork } from '../src/export/onnx/export-network.ts';
import * as nn from '../src/nn/index.ts';
import { createRegistry, type ComponentReference, type SegmentationModel } from '../src/registry/index.ts';
import type { Part } from './part.ts';

/** Every model on every encoder is exported, and compared with itself at sizes that weren't recorded. */
export const exportsPart: Part = {
  name: 'exports',
  title: 'Every network as ONNX',
  run: async (_root, log) => {
    await startEngine({ backend: 'onnxruntime' });
    const typesOf = (kind: 'model' | 'encoder') =>
      builtins.filter((component) => component.kind === kind).map(({ type }) => type);
    const rows: string[] = [];
    let failures = 0;
    for (const encoder of typesOf('encoder')) {
      for (const type of typesOf('model')) {
        const outcome = await exportOne({ type, encoder: { type: encoder } });
        if (!outcome.passed) failures++;
        rows.push(`| ${type} | ${encoder} | ${outcome.text} |`);
        log(rows.at(-1)!);
      }
    }
    const table = ['| model | encoder | exported |', '| --- | --- | --- |', ...rows].join('\n');
    return { passed: failures === 0, text: `${rows.length} networks, ${failures} failed.\n\n${table}` };
  },
};

interface Outcome {
  readonly passed: boolean;
  readonly text: string;
}

async function exportOne(reference: ComponentReference): Promise<Outcome> {
  const model = await build(reference).catch((error: unknown) => messageOf(error));
  // The model says itself why it can't stand on this encoder.
  if (typeof model === 'string') return { passed: true, text: `no such network: ${model}` };
  try {
    const own = { height: 8 * model.inputMultiple, width: 8 * model.inputMultiple };
    const [exportable] = await exportNetwork(model, tf.backend() as LazyBackend, own);
    const onnx = exportable!.model({ input: 'float', output: 'logits' });
    const foreign = onnx.nodes.filter(({ domain }) => domain !== '').length;
    const { agrees, result } = await compare(model, encodeModel(onnx), exportable!.sizes === 'free');
    const size = exportable!.sizes === 'free' ? 'any size' : `one size: ${exportable!.fixedBecause}`;
    const difference = `${result.largestDifference.toExponential(1)} of ${result.largestLogit.toPrecision(2)}`;
    const text = `${size}, ${onnx.nodes.length} nodes, logits differ by ${difference}`;
    return { passed: agrees && foreign === 0, text: agrees ? text : `**${text}**` };
  } catch (error) {
    return { passed: false, text: `**${messageOf(error).split('\n')[0]}**` };
  } finally {
    model.dispose();
  }
}

function build(reference: ComponentReference): Promise<SegmentationModel> {
  const registry = createRegistry(...builtins);
  const parsed = registry.schema(registry.get('model', reference.type)!).parse(withoutWeights(reference));
  const classes = ['a', 'b', 'c'].map((name) => ({ name, color: [0, 0, 0] as const }));
  const random = createRandom(0, 'initial weights');
  const context = { seed: 0, workingDirectory: process.cwd(), tf, nn, random, classes };
  return registry.build('model', parsed as ComponentReference, context);
}

function withoutWeights({ encoder, ...model }: ComponentReference): ComponentReference {
  const { type } = encoder as ComponentReference;
  return { ...model, encoder: type === 'convnet' ? { type, widths: [8, 8, 8, 8, 8] } : { type } };
}

async function compare(model: SegmentationModel, bytes: Uint8Array, free: boolean): Promise<AgreementCounter> {
  const counter = new AgreementCounter(3);
  const session = await ort.InferenceSession.create(bytes, { logSeverityLevel: 3 });
  const sizes = free
    ? [
        [1, 1, 2],
        [2, 4, 3],
        [1, 6, 8],
      ]
    : [[1, 8, 8]];
  for (const [count, high, wide] of sizes as [number, number, number][]) {
    const shape = [count, high * model.inputMultiple, wide * model.inputMultiple, 3] as [
      number,
      number,
      number,
      number,
    ];
    const images = Float32Array.from(
      { length: shape.reduce((a, b) => a * b) },
      (_, index) => 2 * Math.sin(index * 0.37),
    );
    const pass = { training: false, random: createRandom('inference') };
    const logits = tf.tidy(() => model.forward(model.encodeFrozen(tf.tensor4d(images, shape)), pass));
    const own = await logits.data<'float32'>();
    logits.dispose();
    const answer = await session.run({ image: new ort.Tensor('float32', images, shape) });
    counter.addLogits(own, answer['logits']!.data as Float32Array);
  }
  await session.release();
  return counter;
}
