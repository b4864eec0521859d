import test from 'ava';
import { z } from 'zod';
import { buildDataset } from '../../src/cli/build-dataset.ts';
import type { LoadedExperiment } from '../../src/config/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Dataset } from '../../src/data/dataset.ts';
import { createRegistry, defineComponent, type Contexts } from '../../src/registry/index.ts';
import { testContext } from './_context.ts';

/** An experiment with a dataset of its own, which is built by `build`. */
function experimentWith(build: (context: Contexts['dataset']) => Promise<Dataset>): LoadedExperiment {
  const dataset = defineComponent({
    kind: 'dataset',
    type: 'own',
    description: 'For tests.',
    params: z.strictObject({}),
    build: (_, context) => build(context),
  });
  return {
    experiment: { seed: 5, dataset: { type: 'own' } },
    registry: createRegistry(dataset),
    locate: (path: string) => ({ file: 'x.yaml', line: path === 'dataset.root' ? 3 : 1 }),
  } as unknown as LoadedExperiment;
}

const built = {} as Dataset;

test('a dataset is built with the seed and folder of the command, and may download', async (t) => {
  const { context, listeners } = testContext({ workingDirectory: '/work' });
  const experiment = experimentWith(async ({ seed, workingDirectory, download }) => {
    t.deepEqual([seed, workingDirectory], [5, '/work']);
    t.false(download?.signal?.aborted);
    t.is(listeners.size, 1);
    return built;
  });
  t.is(await buildDataset(experiment, context), built);
  t.is(listeners.size, 0, 'Ctrl-C has its usual effect again');
});

test('after Ctrl-C there is no dataset, and that is no error', async (t) => {
  const { context, interrupt, listeners } = testContext();
  const experiment = experimentWith(async ({ download }) => {
    interrupt();
    download?.signal?.throwIfAborted();
    return built;
  });
  t.is(await buildDataset(experiment, context), undefined);
  t.is(listeners.size, 0);
});

test('an error that only comes after Ctrl-C is thrown', async (t) => {
  const { context, interrupt } = testContext();
  const experiment = experimentWith(async () => {
    interrupt();
    throw new Error('the disk is full');
  });
  await t.throwsAsync(buildDataset(experiment, context), { message: 'the disk is full' });
});

test('a problem with a parameter gets the place where it is written', async (t) => {
  const experiment = experimentWith(() =>
    Promise.reject(new TesseraError({ code: 'file-missing', message: 'no folder', path: 'dataset.root' })),
  );
  const error = await t.throwsAsync(buildDataset(experiment, testContext().context), { instanceOf: TesseraError });
  t.deepEqual(error?.problems[0]?.where, { file: 'x.yaml', line: 3 });
});
