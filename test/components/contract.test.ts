import { createHash } from 'node:crypto';
import { mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import test, { type ExecutionContext } from 'ava';
import { z } from 'zod';
import { builtins } from '../../src/components/index.ts';
import type { Dataset, SplitName } from '../../src/data/dataset.ts';
import { createRandom } from '../../src/core/random.ts';
import { combineLoggers } from '../../src/log/index.ts';
import {
  createRegistry,
  kinds,
  type Augmentation,
  type Component,
  type ComponentReference,
  type Encoder,
  type Kind,
  type SearchSpace,
  type SegmentationModel,
  type Trial,
} from '../../src/registry/index.ts';
import { parseMetricName } from '../../src/tasks/semantic/metric-name.ts';
import { coordinateSample, readAll, sourceOf } from '../helpers/data.ts';
import { examples, exampleOf, largerEncoders } from '../helpers/examples.ts';
import { buildPart, classList, inference, networkContext, training } from '../helpers/networks.ts';
import { scoreLabels } from '../helpers/metrics.ts';
import { newFolder } from '../helpers/tessera.ts';
import { patternTensor, startTestEngine } from '../helpers/tensors.ts';

// Every registered component passes its kind's contract. A new one is found by itself; if it has parameters without
// a default it needs an example in test/helpers/examples.ts.

const registry = createRegistry(...builtins);

test.before(startTestEngine);

for (const component of builtins) {
  const name = `${component.kind} ${component.type}`;

  test(`${name} says what it and its parameters are`, (t) => {
    t.regex(component.type, /^[a-z0-9]+([-_][a-z0-9]+)*$/);
    t.regex(component.description, /^[^\s].*\.$/);
    for (const [key, schema] of Object.entries(registry.schema(component).shape)) {
      t.regex(key, /^[a-z][a-z0-9_]*$/);
      t.truthy(descriptionOf(schema), `${key} has no description`);
    }
  });

  test(`${name} takes its example, gives the same for what it gave, and refuses an unknown key`, async (t) => {
    const schema = registry.schema(component);
    const parsed = schema.parse(await exampleOf(component));
    t.deepEqual(schema.parse(parsed), parsed);
    t.false(schema.safeParse({ ...parsed, no_such_key: 1 }).success);
  });
}

for (const component of builtins.filter(({ type }) => !largerEncoders.has(type))) {
  test.serial(`${component.kind} ${component.type} reads each of its parameters`, async (t) => {
    const read = new Set<string>();
    const declared = Object.keys(registry.schema(component).shape).filter((key) => key !== 'type');
    const parsed = registry.schema(component).parse(await exampleOf(component));
    // Whoever spreads the parameters reads those too that the example lacks.
    const given = noteReads({ ...Object.fromEntries(declared.map((key) => [key, undefined])), ...parsed }, read);
    const context = {
      ...networkContext,
      classes: classList(classesFor(component)),
      random: createRandom(0),
      build: buildPart,
    };
    const built: unknown = await component.build(given as never, context);
    // Some read what they draw from at each sample.
    if (component.kind === 'dataset') await (built as Dataset).splits.train.read(0);
    if (component.kind === 'augmentation')
      for (let draw = 0; draw < 16; draw++)
        (built as Augmentation)(coordinateSample(24, 32), createRandom('contract', draw));
    t.deepEqual(
      declared.filter((key) => !read.has(key)),
      [],
    );
  });
}

/** Most components take three classes. */
function classesFor({ kind, type }: Pick<Component, 'kind' | 'type'>): number {
  return kind === 'metric' && type === 'auc' ? 2 : 3;
}

/** The same object; what is read of it is added to `read`, also keys that it lacks. */
function noteReads(given: object, read: Set<string>): object {
  return new Proxy(given, {
    get(target, key) {
      read.add(String(key));
      return Reflect.get(target, key) as unknown;
    },
  });
}

test('every example belongs to a component', (t) => {
  const names = builtins.map(({ kind, type }) => `${kind} ${type}`);
  t.deepEqual(
    Object.keys(examples).filter((name) => !names.includes(name)),
    [],
  );
});

test('every kind has a component', (t) => {
  t.deepEqual(
    kinds.filter((kind) => registry.list(kind).length === 0),
    [],
  );
});

/** A default is a wrapper round the schema that was described. */
function descriptionOf(schema: z.core.$ZodType): string | undefined {
  const { description } = schema as z.ZodType;
  return (
    description ??
    (schema instanceof z.ZodPrefault || schema instanceof z.ZodDefault ? descriptionOf(schema.unwrap()) : undefined)
  );
}

/** One test for each component of a kind. */
function contract(
  kind: Kind,
  title: string,
  check: (t: ExecutionContext, reference: ComponentReference) => Promise<void>,
): void {
  for (const component of registry.list(kind) as readonly unknown[] as Component[]) {
    if (largerEncoders.has(component.type)) continue;
    test.serial(`${kind} ${component.type} ${title}`, async (t) => check(t, await exampleOf(component)));
  }
}

contract(
  'dataset',
  'gives the same samples each time, of known classes, in splits without overlap',
  async (t, reference) => {
    const [first, second] = [await buildPart('dataset', reference), await buildPart('dataset', reference)];
    const names = new Set<string>();
    for (const split of ['train', 'val', 'test'] as SplitName[]) {
      const samples = await readAll(first.splits[split]);
      t.true(samples.length > 0, split);
      t.deepEqual(samples, await readAll(second.splits[split]));
      for (const { name, height, width, image, mask } of samples) {
        t.false(names.has(name), `${name} is in two splits`);
        names.add(name);
        t.deepEqual([image.length, mask.length], [height * width * 3, height * width]);
        t.true(mask.every((value) => value === 255 || value < first.classes.length));
      }
    }
    await Promise.all([first.storage.close(), second.storage.close()]);
  },
);

contract('storage', 'gives back what it was given, in any order, and says how far it is', async (t, reference) => {
  const storage = await buildPart('storage', reference);
  const samples = [0, 1, 2].map((index) => coordinateSample(4, 6, `sample ${index}`));
  const progress: number[] = [];
  const stored = await storage.store(sourceOf(samples), (done) => progress.push(done));
  t.is(stored.length, 3);
  for (const index of [2, 0, 0, 1]) {
    const { name, height, width, image, mask } = await stored.read(index);
    t.deepEqual([name, height, width], [samples[index]!.name, 4, 6]);
    t.deepEqual([[...image], [...mask]], [[...samples[index]!.image], [...samples[index]!.mask]]);
  }
  t.is(progress.at(-1), 3);
  await storage.close();
});

contract('augmentation', 'is a pure function of the sample and the random stream', async (t, reference) => {
  const augmentation = await buildPart('augmentation', reference);
  const sample = coordinateSample(24, 32);
  for (let draw = 0; draw < 8; draw++) {
    const result = augmentation(sample, createRandom('contract', draw));
    t.deepEqual(augmentation(sample, createRandom('contract', draw)), result);
    t.deepEqual(
      [result.image.length, result.mask.length],
      [result.height * result.width * 3, result.height * result.width],
    );
    const labels = new Set([...sample.mask, 255]);
    t.true(
      result.mask.every((value) => labels.has(value)),
      'no new label',
    );
  }
  t.deepEqual(sample, coordinateSample(24, 32), 'the sample is as it was');
});

/** A hash of each tensor: millions of numbers take seconds to compare as lists. */
async function hashesOf(module: { stateDict(): Map<string, tf.Variable> }): Promise<[string, string][]> {
  const state = [...module.stateDict()];
  return Promise.all(state.map(async ([name, variable]) => [name, hashOf(await variable.data<'float32'>())]));
}

const hashOf = (values: Float32Array) => createHash('sha256').update(values).digest('hex');

const images = () => patternTensor<tf.Rank.R4>([2, 64, 64, 3], 1);

for (const kind of ['encoder', 'model'] as const) {
  contract(kind, 'draws its weights from the random stream only, and frees them', async (t, reference) => {
    const before = tf.memory().numTensors;
    const [first, same] = [await buildPart(kind, reference), await buildPart(kind, reference)];
    const other = await buildPart(kind, reference, { random: createRandom(1) });
    t.deepEqual(await hashesOf(first), await hashesOf(same));
    t.notDeepEqual(await hashesOf(first), await hashesOf(other));
    for (const module of [first, same, other]) module.dispose();
    t.is(tf.memory().numTensors, before);
  });
}

contract('encoder', 'gives one feature per level, finest first', async (t, reference) => {
  const encoder = await buildPart('encoder', reference);
  const input = images();
  const features = tf.tidy(() => encoder.forward(input, inference));
  t.deepEqual(
    features.map(({ shape }) => shape),
    shapesOf(encoder),
  );
  const strides = encoder.levels.map(({ stride }) => stride);
  t.deepEqual(
    strides,
    strides.toSorted((a, b) => a - b),
  );
  t.deepEqual(stridesOf(reference), strides);
  t.true(encoder.normalization.std.every((value) => value > 0));
  tf.dispose([input, ...features]);
  encoder.dispose();
});

/** What an encoder's component says of its levels without building them. */
function stridesOf(reference: ComponentReference): readonly number[] {
  const encoder = registry.slot('encoder').parse(reference);
  return registry.get('encoder', encoder.type)!.strides!(encoder as never);
}

/** What a model's component says of its network without building it is true of what it builds. */
function assertOutline(t: ExecutionContext, reference: ComponentReference, built: SegmentationModel): void {
  const model = registry.slot('model').parse(reference);
  const outline = registry.get('model', model.type)!.network!(
    model as never,
    stridesOf(model['encoder'] as ComponentReference),
  );
  t.is(outline.inputMultiple, built.inputMultiple);
  const parts = new Set(built.namedParameters().map(([name]) => name.split('.')[0]!));
  t.deepEqual([...parts].sort(), [...outline.parts].sort());
}

const shapesOf = ({ levels }: Encoder) => levels.map(({ stride, channels }) => [2, 64 / stride, 64 / stride, channels]);

contract(
  'model',
  'gives logits, a gradient for every trainable parameter, the same in every run, and leaves no tensor',
  async (t, reference) => {
    const model = await buildPart('model', reference);
    t.is(64 % model.inputMultiple, 0);
    assertOutline(t, reference, model);
    const trainable = model.namedParameters().filter(([, parameter]) => parameter.trainable);
    const before = tf.memory().numTensors;
    const runs: number[][] = [];
    for (let run = 0; run < 2; run++) {
      const input = images();
      const encoded = model.encodeFrozen(input);
      const { value, grads } = tf.variableGrads(() => tf.sum(tf.square(model.forward(encoded, training()))));
      t.deepEqual(Object.keys(grads).sort(), trainable.map(([, { name }]) => name).sort());
      runs.push([
        (await value.data())[0]!,
        ...(await Promise.all(Object.values(grads).map((grad) => grad.data()))).map((data) => data[0]!),
      ]);
      const logits = tf.tidy(() => model.forward(encoded, inference));
      t.deepEqual(logits.shape, [2, 64, 64, 3]);
      tf.dispose([input, encoded, value, grads, logits]);
    }
    t.deepEqual(runs[0], runs[1]);
    t.true(runs.flat().every(Number.isFinite));
    t.is(tf.memory().numTensors, before);
    model.dispose();
  },
);

contract(
  'loss',
  'is a positive scalar; pixels that are ignored have no gradient; it leaves no tensor',
  async (t, reference) => {
    const loss = await buildPart('loss', reference);
    const target = tf.tensor3d(
      Int32Array.from({ length: 32 }, (_, pixel) => (pixel < 16 ? 255 : pixel % 3)),
      [2, 4, 4],
      'int32',
    );
    const logits = patternTensor<tf.Rank.R4>([2, 4, 4, 3], 1);
    const before = tf.memory().numTensors;
    const { value, grad } = tf.valueAndGrad((x) => loss(x as tf.Tensor4D, target))(logits);
    const [values, gradients] = [await value.data(), await grad.data<'float32'>()];
    t.deepEqual(value.shape, []);
    t.true(values[0]! > 0);
    t.deepEqual(grad.shape, logits.shape);
    t.true(gradients.subarray(0, 48).every((entry) => entry === 0));
    t.false(gradients.subarray(48).some((entry) => entry === 0));
    tf.dispose([value, grad]);
    t.is(tf.memory().numTensors, before);
    tf.dispose([target, logits]);
  },
);

contract(
  'metric',
  'is best for a right prediction, worse for a wrong one, gives a value per class, and has nothing left from before',
  async (t, reference) => {
    const classes = classesFor({ kind: 'metric', type: reference.type });
    const metric = await buildPart('metric', reference, { classes: classList(classes) });
    const target = [0, 0, 1, 1, 0, 255];
    const right = scoreLabels(metric, [[[[0, 0, 1, 1, 0, 0], target]]], classes);
    const wrong = scoreLabels(metric, [[[[1, 0, 1, 1, 0, 0], target]]], classes);
    const { split, average, per } = parseMetricName(metric.name) ?? {};
    t.deepEqual([split, average !== undefined, per !== undefined], [undefined, true, true], metric.name);
    t.true(metric.direction === 'max' ? right.value > wrong.value : right.value < wrong.value);
    t.is(right.perClass.length, classes);
    t.is(right.perClass[2], undefined);
    t.deepEqual(scoreLabels(metric, [[[[0, 0, 1, 1, 0, 0], target]]], classes), right);
  },
);

contract('optimizer', 'lowers a quadratic, leaves no tensor in a step, and frees its slots', async (t, reference) => {
  const before = tf.memory().numTensors;
  const parameter = tf.variable(tf.ones([4]));
  const optimizer = await buildPart('optimizer', reference, { parameters: [['w', parameter]] });
  const during = tf.memory().numTensors;
  for (let step = 1; step <= 20; step++) {
    const gradient = tf.mul(parameter, 2);
    optimizer.step(new Map([['w', gradient]]), optimizer.learningRate);
    gradient.dispose();
    t.is(optimizer.stepCount, step);
  }
  t.is(tf.memory().numTensors, during);
  t.true((await parameter.data<'float32'>()).every((value) => Math.abs(value) < 1));
  t.true([...optimizer.stateDict()].every(([name, slot]) => name.endsWith('.w') && slot.shape[0] === 4));
  optimizer.dispose();
  parameter.dispose();
  t.is(tf.memory().numTensors, before + 1, 'only the initial value that the test made');
});

contract('scheduler', 'is a pure function of the completed steps, finite and never negative', async (t, reference) => {
  const scheduler = await buildPart('scheduler', reference);
  const steps = Array.from({ length: 120 }, (_, step) => step);
  const factors = steps.map((step) => scheduler(step));
  t.true(factors.every((factor) => Number.isFinite(factor) && factor >= 0));
  t.deepEqual(
    steps
      .toReversed()
      .map((step) => scheduler(step))
      .toReversed(),
    factors,
  );
});

contract('logger', 'writes nothing before it is opened, only into the folder, and goes on', async (t, reference) => {
  const runs = await newFolder();
  const open = await buildPart('logger', reference);
  const directory = join(runs, 'run');
  await mkdir(directory);
  t.deepEqual(await readdir(directory), []);
  for (const startStep of [0, 1]) {
    const logger = combineLoggers(await open({ directory, startStep }));
    if (startStep === 0) {
      logger.text('config', '**name**: x');
      logger.hyperParameters({ seed: 0, 'loss.type': 'focal', frozen: true });
    }
    const step = startStep + 1;
    logger.scalars('train', step, { loss: 0.5, 'iou/macro/image': NaN });
    logger.image('val', step, 'panel/a', { width: 1, height: 1, png: Uint8Array.of(1) });
    const weights = Float32Array.of(1, 2, 3);
    logger.histogram('train', step, 'weights/head', weights);
    weights.fill(NaN);
    await logger.flush();
    await logger.close(startStep === 0 ? 'interrupted' : 'completed');
    const files = await readdir(directory);
    await logger.close('completed');
    t.deepEqual(await readdir(directory), files);
  }
  t.true((await readdir(directory)).length > 0);
  t.deepEqual(await readdir(runs), ['run']);
});

contract(
  'search',
  'proposes places inside of the space, the same for the same trials, and changes none',
  async (t, reference) => {
    const search = await buildPart('search', reference);
    // The second key is there for the first choice only.
    const space: SearchSpace = {
      dimensions: [{ kind: 'choice', count: 2 }, { kind: 'number' }, { kind: 'integer', count: 4 }],
      isActive: (dimension, before) => dimension !== 1 || before[0] === 0,
    };
    const trials: Trial[] = [];
    for (let number = 0; number < 25; number++) {
      const before = structuredClone(trials);
      const position = search.propose(space, trials, createRandom(number));
      t.deepEqual(search.propose(space, trials, createRandom(number)), position);
      t.deepEqual(trials, before);
      const [choice, place, whole] = position;
      t.true(choice === 0 || choice === 1);
      t.is(place === undefined, choice === 1);
      t.true(place === undefined || (place >= 0 && place <= 1));
      t.true([0, 1, 2, 3].includes(whole!));
      const states = ['complete', 'pruned', 'failed', 'pending'] as const;
      const state = states[number % 4]!;
      const hasLoss = state === 'complete' || state === 'pruned';
      trials.push({ position, state, ...(hasLoss && { loss: number, step: number }) });
    }
  },
);

contract(
  'pruner',
  'keeps whoever is better than all others, stops whoever is worse, and takes any value',
  async (t, reference) => {
    const pruner = await buildPart('pruner', reference);
    const others = Array.from({ length: 9 }, (_, run) => ({
      values: [1, 2, 3].map((at) => at + run),
      isComplete: true,
    }));
    for (const direction of ['max', 'min'] as const) {
      const [good, bad] = direction === 'max' ? [99, -99] : [-99, 99];
      t.is(pruner([good], others, direction)?.keep, true);
      t.is(pruner([bad], others, direction)?.keep, false);
      t.not(pruner([good], [], direction)?.keep, false);
      const judged = pruner([bad], others, direction);
      t.true(Number.isFinite(judged!.cutoff) && judged!.among > 0);
      t.notThrows(() => pruner([NaN], [...others, { values: [], isComplete: false }], direction));
    }
  },
);
