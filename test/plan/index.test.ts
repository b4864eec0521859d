import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { startEngine } from '../../src/engine/index.ts';
import { createRegistry, defineComponent, type Component } from '../../src/registry/index.ts';
import { planExperiment, type ExperimentPlan, type ModelPlan, type PlanInput } from '../../src/plan/index.ts';
import { trainStep } from '../../src/train/step.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { z } from 'zod';
import { buildTiny } from '../helpers/built.ts';
import { examples, largerEncoders } from '../helpers/examples.ts';
import { buildPart, inference } from '../helpers/networks.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

async function planOf(
  text: string,
  components: readonly Component[] = [],
  tryOut?: PlanInput['tryOut'],
): Promise<ExperimentPlan> {
  const { file, folder } = await experimentFile(text);
  const registry = createRegistry(...builtins, ...components);
  const { experiment } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  return planExperiment({ experiment, registry, workingDirectory: folder, ...(tryOut && { tryOut }) });
}

const withModel = (model: unknown, loss = 'cross-entropy') => `
name: planned
dataset: {type: shapes, image_size: 64, train: 8, val: 4, test: 4}
model: ${JSON.stringify(model)}
loss: {type: ${loss}}
optimizer: {type: sgd, lr: 1e-2}
train: {epochs: 2, batch_size: 4}
`;

const sum = <T>(items: readonly T[], of: (item: T) => number) => items.reduce((total, item) => total + of(item), 0);

const models = builtins.filter(({ kind }) => kind === 'model');
const encoders = builtins
  .filter(({ kind, type }) => kind === 'encoder' && !largerEncoders.has(type))
  .flatMap(({ type }) => {
    const example = { type, ...examples[`encoder ${type}`] };
    return type === 'mobilenet_v1' ? [example, { ...example, frozen: true }] : [example];
  });

/** Every model on a few encoders, and every encoder under a model that takes all its levels. */
const few = new Set(['convnet', 'mobilenet_v1']);

for (const model of models) {
  for (const encoder of encoders.filter(({ type }) => model.type === 'unet' || few.has(type))) {
    test.serial(`${model.type} on ${JSON.stringify(encoder)} is planned without a number being computed`, async (t) => {
      const reference = { type: model.type, encoder };
      const { model: plan, problems } = await planOf(withModel(reference));
      t.deepEqual(problems, []);
      assertAddsUp(t, plan!);
      await startEngine({ backend: 'wasm' });
      const real = await buildPart('model', reference);
      const logits = tf.tidy(() => real.forward(real.encodeFrozen(tf.zeros([4, 64, 64, 3])), inference));
      t.deepEqual(plan!.layers[0]!.output, logits.shape);
      t.is(
        plan!.parameters.total,
        sum(real.namedParameters(), ([, { size }]) => size),
      );
      logits.dispose();
      real.dispose();
    });
  }
}

function assertAddsUp(t: ExecutionContext, plan: ModelPlan): void {
  t.is(
    sum(plan.layers, ({ parameters }) => parameters),
    plan.parameters.total,
  );
  t.is(
    sum(plan.layers, ({ multiplyAdds }) => multiplyAdds),
    plan.forwardMultiplyAdds,
  );
  t.deepEqual(
    plan.layers.filter(({ parameters, output }) => parameters > 0 && output === undefined),
    [],
  );
  t.true(plan.stepMultiplyAdds > plan.forwardMultiplyAdds);
}

test.serial('the figures of a small U-Net are those worked by hand', async (t) => {
  const { data, steps, model } = await planOf(tinyExperiment);
  t.deepEqual(data?.samples, { train: 8, val: 4, test: 4 });
  t.deepEqual(steps, { total: 6, perEpoch: 2 });
  const layer = (name: string) => model!.layers.find((each) => each.name === name)!;
  // 3 channels to 4 by 3x3 at stride 2, on 4 images of 32 x 32.
  t.like(layer('encoder.stages.0.0'), {
    type: 'Conv2d',
    output: [4, 16, 16, 4],
    parameters: 3 * 3 * 3 * 4,
    multiplyAdds: 4 * 16 * 16 * 4 * 27,
  });
  t.like(layer('encoder.stages.0.1'), { type: 'BatchNorm2d', parameters: 8, multiplyAdds: 0 });
  // Forward; each filter's gradient; the input's gradient of all convolutions but the first.
  t.is(model!.stepMultiplyAdds, 3 * model!.forwardMultiplyAdds - layer('encoder.stages.0.0').multiplyAdds);
  // Adam keeps two numbers for each parameter. Running means and variances are in the model, but not trained.
  t.is(model!.memory.optimizer, 2 * 4 * model!.parameters.total);
});

test.serial('a frozen encoder is multiplied once a step, and its fused batch norm belongs to the block', async (t) => {
  const { model } = await planOf(
    withModel({ type: 'unet', encoder: { type: 'mobilenet_v1', alpha: 0.25, frozen: true } }),
  );
  const layer = (name: string) => model!.layers.find((each) => each.name === `encoder.conv_pw_1${name}`)!;
  // 8 channels to 16 by 1x1, a scale and a shift for each.
  const output = [4, 32, 32, 16];
  t.like(layer('.conv'), { output, parameters: 8 * 16, trainable: false, multiplyAdds: 4 * 32 * 32 * 8 * 16 });
  t.like(layer(''), { output, parameters: 2 * 16, trainable: false, multiplyAdds: 0 });
  const encoder = sum(
    model!.layers.filter(({ name }) => name.startsWith('encoder')),
    ({ multiplyAdds }) => multiplyAdds,
  );
  const decoder = model!.forwardMultiplyAdds - encoder;
  t.true(model!.stepMultiplyAdds > encoder + 2 * decoder && model!.stepMultiplyAdds < encoder + 3 * decoder);
});

test.serial('the memory of a step is what TensorFlow.js counts in a real one', async (t) => {
  const { model } = await planOf(tinyExperiment);
  const { built, optimizer } = await buildTiny('cpu');
  const input = { images: tf.zeros<tf.Rank.R4>([4, 32, 32, 3]), target: tf.zeros<tf.Rank.R3>([4, 32, 32], 'int32') };
  const before = tf.memory().numBytes - 4 * (input.images.size + input.target.size);
  const { peakBytes } = await tf.profile(() => {
    const { loss, prediction } = trainStep(input, {
      model: built.model,
      loss: built.loss,
      optimizer,
      learningRate: 0,
      random: createRandom(0),
    });
    tf.dispose([loss, prediction]);
    return tf.scalar(0);
  });
  const measured = peakBytes - before;
  t.log(`planned ${model!.memory.step} bytes, measured ${measured}`);
  t.true(Math.abs(model!.memory.step - measured) < 0.1 * measured);
  tf.dispose([input.images, input.target]);
  optimizer.dispose();
  built.model.dispose();
});

test.serial('a layer of a plugin is counted like any other, a kernel without a known shape included', async (t) => {
  const head = defineComponent({
    kind: 'model',
    type: 'pixelwise',
    description: 'One matrix for all pixels.',
    params: z.strictObject({}),
    build(_, { tf: tensors, nn, random, classes }) {
      class Pixelwise extends nn.Module {
        readonly normalization = { mean: [0, 0, 0], std: [1, 1, 1] } as const;
        readonly inputMultiple = 1;
        readonly conv = this.child('conv', new nn.Conv2d(3, classes.length, 1, { random }));
        readonly spare = this.child('spare', new nn.Conv2d(3, 5, 1, { random }));
        encodeFrozen(images: tf.Tensor4D) {
          return [tensors.clone(images)];
        }
        forward([images]: readonly tf.Tensor4D[]) {
          return this.conv.forward(tensors.image.flipLeftRight(images!));
        }
      }
      return new Pixelwise();
    },
  });
  const { model, problems } = await planOf(withModel({ type: 'pixelwise' }), [head]);
  t.deepEqual(problems, []);
  t.deepEqual(
    model!.layers.map(({ name, output, parameters, multiplyAdds }) => [name, output, parameters, multiplyAdds]),
    [
      ['', [4, 64, 64, 3], 0, 0],
      ['conv', [4, 64, 64, 3], 12, 4 * 64 * 64 * 9],
      ['spare', undefined, 20, 0],
    ],
  );
});

test.serial('data and weights that are missing are reported, and the rest is planned', async (t) => {
  const text = withModel({ type: 'unet', encoder: { type: 'mobilenet_v1', alpha: 0.25, weights: 'nowhere.json' } });
  const { data, steps, model, problems } = await planOf(
    text.replace(
      '{type: shapes, image_size: 64, train: 8, val: 4, test: 4}',
      '{type: oxford-iiit-pet, root: nowhere, image_size: 64}',
    ),
  );
  t.deepEqual(
    problems.map(({ code, path }) => [code, path]),
    [
      ['file-missing', 'dataset.root'],
      ['file-missing', 'dataset.root'],
      ['file-missing', 'model.encoder.weights'],
    ],
  );
  t.deepEqual([data, steps], [undefined, undefined]);
  // The dataset's component knows its classes without the files.
  t.deepEqual(model!.layers[0]!.output, [4, 64, 64, 3]);
});

const trial = { engine: 'wasm', stepSeconds: 2, evaluationSeconds: 0.5, peakMemoryBytes: 2 ** 30, samples: 10 };

test.serial('time and memory are those of a trial, with the samples that it did not keep', async (t) => {
  const { time, peakMemoryBytes, model, notTried } = await planOf(tinyExperiment, [], (needed) => {
    t.true(needed.step > needed.model);
    return Promise.resolve(trial);
  });
  // Six steps, a validation of four images after each of three epochs, a test of four.
  t.deepEqual(time, { engine: 'wasm', seconds: { step: 2, training: 12, validation: 6, test: 2 } });
  // Sixteen samples of three colours and a mask, of which ten were kept.
  t.is(peakMemoryBytes, 2 ** 30 + 6 * 4 * model!.imageSize.height * model!.imageSize.width);
  t.is(notTried, undefined);
});

test.serial('why nothing was tried is told, and what a trial fails with is a problem of the plan', async (t) => {
  const without = await planOf(tinyExperiment, [], () => Promise.resolve({ notTried: 'too large' }));
  t.deepEqual([without.notTried, without.time, without.problems], ['too large', undefined, []]);
  const problem = { code: 'diverged', message: 'the loss became NaN' } as const;
  const failed = await planOf(tinyExperiment, [], () => Promise.reject(new TesseraError(problem)));
  t.deepEqual(failed.problems, [problem]);
});

test.serial('what is known to fail is not tried', async (t) => {
  const { problems } = await planOf(tinyExperiment.replace('image_size: 32', 'image_size: 33'), [], () => {
    t.fail();
    return Promise.resolve(trial);
  });
  t.true(problems.length > 0);
});

test.serial('a plan leaves no tensor', async (t) => {
  await planOf(tinyExperiment);
  const before = tf.memory().numTensors;
  await planOf(tinyExperiment);
  t.is(tf.memory().numTensors, before);
});

test.serial('a plan names the groups of parameters, and draws the learning rate of every step', async (t) => {
  const groups = '[{match: norms-and-biases, weight_decay: 0}]';
  const text = tinyExperiment
    .replace(/optimizer: .*/, `optimizer: {type: adamw, lr: 1e-2, groups: ${groups}}`)
    .concat('scheduler: {type: poly, power: 1}\n');
  const { model, learningRates, steps, problems } = await planOf(text);
  t.deepEqual(problems, []);
  t.deepEqual(model!.optimizer.groups.map(({ name, weightDecay }) => [name, weightDecay]).toSorted(), [
    ['all others', 0.01],
    ['norms-and-biases', 0],
  ]);
  t.is(
    sum(model!.optimizer.groups, ({ parameters }) => parameters),
    model!.parameters.trainable,
  );
  t.is(learningRates!.curve[0]!.rate, 0.01);
  t.is(learningRates!.curve.at(-1)!.step, steps!.total - 1);
});

test.serial('metrics on which training depends are problems of a plan if they do not exist', async (t) => {
  const text = tinyExperiment.replace(/train: \{/, 'train: {early_stopping: {patience: 1, metric: dise}, ');
  const { problems } = await planOf(text);
  t.like(problems, { length: 1, 0: { code: 'bad-value', path: 'train.early_stopping.metric' } });
});
