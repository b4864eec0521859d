import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { z } from 'zod';
import { builtins } from '../../src/components/index.ts';
import { loadExperiment } from '../../src/config/index.ts';
import { TesseraError, type Problem } from '../../src/core/errors/index.ts';
import { createRegistry, defineComponent, type Component } from '../../src/registry/index.ts';
import { buildModel, buildModelShape } from '../../src/train/build-model.ts';
import { classList } from '../helpers/networks.ts';
import { startTestEngine } from '../helpers/tensors.ts';
import { experimentFile, tinyExperiment } from '../helpers/tessera.ts';

test.before(startTestEngine);

async function inputOf(model: string, seed = 0, components: readonly Component[] = []) {
  const { file, folder } = await experimentFile(tinyExperiment.replace(/model: .*/, `model: ${model}\nseed: ${seed}`));
  const registry = createRegistry(...builtins, ...components);
  const { experiment } = await loadExperiment(file, { registry, workingDirectory: folder, environment: {} });
  return { experiment, registry, tf, workingDirectory: folder, classes: classList(5) };
}

const plain = '{type: unet, encoder: {type: convnet, widths: [4, 8]}}';
const missing = '{type: unet, encoder: {type: mobilenet_v1, alpha: 0.25, weights: nowhere/model.json}}';

test.serial('the last layer has one channel per class, and the weights follow from the seed', async (t) => {
  const first = async (seed: number) => {
    const model = await buildModel(await inputOf(plain, seed));
    const [[, weight], last] = [model.namedParameters()[0]!, model.namedParameters().at(-1)!];
    t.is(last[1].size, 5);
    return [...(await weight.data())];
  };
  t.deepEqual(await first(0), await first(0));
  t.notDeepEqual(await first(0), await first(1));
});

test.serial('a network whose weight file is missing is an error, or a shape without them', async (t) => {
  const input = await inputOf(missing);
  await t.throwsAsync(buildModel(input), { message: /file-missing/ });
  const reported: Problem[] = [];
  const model = await buildModelShape(input, (problems) => reported.push(...problems));
  t.true(model.namedParameters().length > 50);
  t.deepEqual(
    reported.map(({ code }) => code),
    ['file-missing'],
  );
  t.is((input.experiment.model as { encoder?: { weights?: string } }).encoder?.weights, 'nowhere/model.json');
});

/** Widths that no configuration may have, since loading checks them. */
const withWidths = (input: Awaited<ReturnType<typeof inputOf>>) => ({
  ...input,
  experiment: { ...input.experiment, model: { ...input.experiment.model, decoder_widths: [4] } },
});

test.serial('where the network cannot be made without the weights either, they are the error', async (t) => {
  const input = withWidths(await inputOf(missing));
  const reported: unknown[] = [];
  await t.throwsAsync(
    buildModelShape(input, (problems) => reported.push(problems)),
    { instanceOf: TesseraError, message: /file-missing/ },
  );
  t.deepEqual(reported, []);
});

test.serial('a network that must be given weights is not built without', async (t) => {
  const built: unknown[] = [];
  const demanding = defineComponent({
    kind: 'model',
    type: 'demanding',
    description: 'Its weights are never there.',
    params: z.strictObject({ weights: z.string() }),
    build: ({ weights }) => {
      built.push(weights);
      throw new TesseraError({ code: 'file-missing', path: 'model.weights', message: 'not there' });
    },
  });
  const input = await inputOf('{type: demanding, weights: nowhere}', 0, [demanding]);
  await t.throwsAsync(
    buildModelShape(input, () => t.fail()),
    { instanceOf: TesseraError, message: /file-missing: not there/ },
  );
  t.deepEqual(built, ['nowhere']);
});

test.serial('every other problem stays an error', async (t) => {
  const input = withWidths(await inputOf(plain));
  const reported: unknown[] = [];
  await t.throwsAsync(
    buildModelShape(input, (problems) => reported.push(problems)),
    { instanceOf: TesseraError, message: /decoder_widths/ },
  );
  t.deepEqual(reported, []);
});

test.serial('pixels are normalised as the file says, whatever the encoder wants', async (t) => {
  const input = await inputOf(plain);
  const normalization = { mean: [0.1, 0.2, 0.3], std: [1, 2, 3] } as const;
  const train = { ...input.experiment.train, normalization: structuredClone(normalization) as never };
  t.deepEqual(
    (await buildModel({ ...input, experiment: { ...input.experiment, train } })).normalization,
    normalization,
  );
  t.notDeepEqual((await buildModel(input)).normalization, normalization);
});
