import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import { createRandom } from '../../src/core/random.ts';
import { BatchNorm2d, Conv2d, Sequential } from '../../src/nn/index.ts';
import { encodeSafetensors, loadWeights, type StoredArray } from '../../src/weights/index.ts';
import type { WeightsOptions } from '../../src/weights/weights-param.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { newFolder } from '../helpers/tessera.ts';

test.before(startTestEngine);

/** Its tensors are `0.weight` [1, 1, 2, 3], `0.bias` [3] and the four of `1`, [3]. */
const network = () => new Sequential(new Conv2d(2, 3, 1, { random: createRandom(0) }), new BatchNorm2d(3));

const float = (shape: number[], ...values: number[]): StoredArray => ({
  dtype: 'F32',
  shape,
  data: Float32Array.from(values),
});
/** As PyTorch has it: the weight is OIHW. */
const state: Readonly<Record<string, StoredArray>> = {
  '0.weight': float([3, 2, 1, 1], 1, 2, 3, 4, 5, 6),
  '0.bias': float([3], 7, 8, 9),
  '1.weight': float([3], 1, 1, 1),
  '1.bias': float([3], 0, 0, 0),
  '1.running_mean': float([3], 0.1, 0.2, 0.3),
  '1.running_var': float([3], 1, 2, 3),
  '1.num_batches_tracked': { dtype: 'I64', shape: [], data: BigInt64Array.of(5n) },
};
const renamed = (change: (name: string) => string) =>
  Object.fromEntries(Object.entries(state).map(([name, array]) => [change(name), array]));

async function load(
  tensors: Readonly<Record<string, StoredArray>>,
  options: Partial<WeightsOptions> = {},
  description: object = {},
  metadata: Record<string, string> = {},
) {
  const workingDirectory = await newFolder();
  await writeFile(
    join(workingDirectory, 'w.safetensors'),
    encodeSafetensors({ tensors: new Map(Object.entries(tensors)), metadata }),
  );
  const net = network();
  const lines: string[] = [];
  const before = tf.memory().numTensors;
  await loadWeights(
    net,
    { from: 'w.safetensors', map: {}, strict: true, ...options },
    { published: {}, ...description },
    { workingDirectory, onWeights: (line) => lines.push(line) },
  );
  const leaked = tf.memory().numTensors - before;
  const values = new Map<string, number[]>();
  for (const [name, variable] of net.stateDict()) values.set(name, [...(await variable.data())]);
  net.dispose();
  return { values, lines, leaked };
}

const problemsOf = async (promise: Promise<unknown>) => {
  try {
    await promise;
  } catch (error) {
    if (error instanceof TesseraError) return error.problems;
    throw error;
  }
  return [];
};

test.serial(
  "PyTorch's state dict fills the module in its own layout; counters of batches are of no concern",
  async (t) => {
    const { values, lines, leaked } = await load(state);
    // OIHW to HWIO: input 0 of all outputs, then input 1.
    t.deepEqual(values.get('0.weight'), [1, 3, 5, 2, 4, 6]);
    t.deepEqual(values.get('0.bias'), [7, 8, 9]);
    t.deepEqual(values.get('1.running_var'), [1, 2, 3]);
    t.deepEqual(lines, ['w.safetensors: 6 of 6 tensors loaded']);
    t.is(leaked, 0);
  },
);

test.serial('it is told even if nobody listens', async (t) => {
  const workingDirectory = await newFolder();
  await writeFile(
    join(workingDirectory, 'w'),
    encodeSafetensors({ tensors: new Map(Object.entries(state)), metadata: {} }),
  );
  const net = network();
  await loadWeights(net, 'w', { published: {} }, { workingDirectory });
  t.deepEqual([...(await net.stateDict().get('0.bias')!.data())], [7, 8, 9]);
  net.dispose();
});

test.serial('classifiers, and what the encoder says it has no use for, are left out and named', async (t) => {
  const more = { 'fc.weight': float([1], 1), 'last.weight': float([1], 1) };
  const { lines } = await load({ ...state, ...more }, {}, { unused: /^last\./ });
  t.deepEqual(lines, ['w.safetensors: 6 of 6 tensors loaded; left out as of no use here: fc.weight, last.weight']);
  const [problem] = await problemsOf(load({ ...state, ...more }));
  t.is(problem!.message, "w.safetensors has 1 tensor that the encoder doesn't have: `last.weight`");
});

test.serial('names are taken with `module.` before them, by a prefix, and by a map of patterns', async (t) => {
  const expected = [7, 8, 9];
  t.deepEqual((await load(renamed((name) => `module.${name}`))).values.get('0.bias'), expected);
  const inModel = { ...renamed((name) => `encoder.${name}`), 'decoder.x': float([1], 1) };
  t.deepEqual((await load(inModel, { prefix: 'encoder.' })).values.get('0.bias'), expected);
  const other = renamed((name) => name.replace(/^(\d)/, 'layer$1.0'));
  t.deepEqual((await load(other, { map: { '^layer(\\d)\\.0': '$1' } })).values.get('0.bias'), expected);
  const twice = renamed((name) => `net.${name}`.replace('.', '.net.'));
  t.deepEqual((await load(twice, { map: { 'net\\.': '' } })).values.get('0.bias'), expected, 'wherever it matches');
});

test.serial('names of another library are used where most tensors have them', async (t) => {
  const upper = (name: string) => name.toUpperCase();
  const { values } = await load(renamed(upper), {}, { otherNames: [upper], unused: /TRACKED/ });
  t.deepEqual(values.get('0.bias'), [7, 8, 9]);
});

test.serial("of a checkpoint of this project, the encoder's tensors are taken as they lie there", async (t) => {
  const own: Record<string, StoredArray> = {
    ...renamed((name) => `model.encoder.${name}`),
    'optimizer.step': float([1], 1),
    'model.head.weight': float([1], 1),
  };
  own['model.encoder.0.weight'] = float([1, 1, 2, 3], 1, 3, 5, 2, 4, 6);
  const { values, lines } = await load(own, {}, {}, { progress: '{}' });
  t.deepEqual(values.get('0.weight'), [1, 3, 5, 2, 4, 6]);
  t.deepEqual(lines, ['w.safetensors: 6 of 6 tensors loaded']);
});

test.serial('what does not fit is grouped, with shapes as the file has them and what may be meant', async (t) => {
  const { '0.bias': _, '1.bias': bias, ...rest } = state;
  const problems = await problemsOf(
    load({ ...rest, '0.weight': float([3, 1, 1, 1], 1, 2, 3), '1.baas': bias! }, {}, { hints: ['check the width'] }),
  );
  t.deepEqual(
    problems.map(({ code, path, message }) => [code, path, message]),
    [
      [
        'bad-weights',
        'model.encoder.weights',
        "w.safetensors lacks 2 of the encoder's 6 tensors: `0.bias` [3], `1.bias` [3]",
      ],
      [
        'bad-weights',
        'model.encoder.weights',
        'expected other shapes of 1 of the 6 tensors in w.safetensors: `0.weight` [3, 2, 1, 1], got [3, 1, 1, 1]',
      ],
      ['bad-weights', 'model.encoder.weights', "w.safetensors has 1 tensor that the encoder doesn't have: `1.baas`"],
    ],
  );
  t.deepEqual(problems[0]!.hints, [
    '`1.bias`: did you mean `1.baas`? `weights: {from: ..., map: ...}` renames',
    'check the width',
  ]);
  t.deepEqual(problems[1]!.hints, ['check the width']);
});

test.serial('a prefix that all names have is found and proposed', async (t) => {
  const [problem] = await problemsOf(load(renamed((name) => `backbone.${name}`)));
  t.regex(problem!.hints![0]!, /they are there with `backbone\.` before the name: .*prefix: backbone\./);
});

test.serial('without strict, what fits is loaded and the rest is named; nothing at all is still refused', async (t) => {
  const { '0.bias': _, ...rest } = state;
  const { values, lines } = await load({ ...rest, x: float([1], 1) }, { strict: false });
  t.deepEqual(values.get('1.running_mean'), [...Float32Array.of(0.1, 0.2, 0.3)]);
  t.deepEqual(lines, [
    "w.safetensors: 5 of 6 tensors loaded; w.safetensors lacks 1 of the encoder's 6 tensors: `0.bias` [3]; " +
      "w.safetensors has 1 tensor that the encoder doesn't have: `x`",
  ]);
  const problems = await problemsOf(load({ x: float([1], 1) }, { strict: false }));
  t.is(problems.length, 2);
});
