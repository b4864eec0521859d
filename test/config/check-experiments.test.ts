import test from 'ava';
import type { Experiment } from '../../schemas/index.ts';
import { builtins } from '../../src/components/index.ts';
import { experimentProblems } from '../../src/config/check-experiments.ts';
import { createRegistry } from '../../src/registry/index.ts';

const registry = createRegistry(...builtins);

/** As much of an experiment as is looked at. */
function experiment(name: string, imageSize: number, best = 'iou', seed = 0): { name: string; experiment: Experiment } {
  const section = (kind: Parameters<typeof registry.get>[0], reference: { type: string }) =>
    registry.schema(registry.get(kind, reference.type)!).parse(reference);
  const encoder = { type: 'convnet', widths: [4, 8] };
  const checked = {
    seed,
    dataset: section('dataset', { type: 'shapes', image_size: imageSize } as { type: string }),
    augmentations: [],
    model: section('model', { type: 'unet', encoder } as { type: string }),
    loss: section('loss', { type: 'focal' }),
    metrics: [section('metric', { type: 'iou' })],
    log: { losses: [], loggers: [] },
    optimizer: section('optimizer', { type: 'adam' }),
    scheduler: { type: 'constant' },
    train: { best },
  };
  // What else an experiment has is not looked at.
  return { name, experiment: checked as unknown as Experiment };
}

const context = { registry, ownRegistry: registry, workingDirectory: '/none' };

test('each problem is told once, of the first experiment that has it', async (t) => {
  const odd = [experiment('a', 32), experiment('b', 33), experiment('c', 33, 'iou', 1), experiment('d', 33, 'dice')];
  const found = await experimentProblems(odd, context);
  t.deepEqual(
    found.map(({ problem, of }) => [of.name, problem.path]),
    [
      ['b', 'dataset.image_size'],
      ['d', 'train.best'],
    ],
  );
  t.regex(found[0]!.problem.message, /multiples of 4, got 33 x 33/);
});

test('two experiments with different problems at one key have both', async (t) => {
  const found = await experimentProblems([experiment('a', 33), experiment('b', 35)], context);
  t.deepEqual(
    found.map(({ of }) => of.name),
    ['a', 'b'],
  );
});

test('experiments that would run have none, and none at all have none', async (t) => {
  t.deepEqual(await experimentProblems([experiment('a', 32)], context), []);
  t.deepEqual(await experimentProblems([], context), []);
});

test("a sweep's objective must be a figure of its experiments", async (t) => {
  const [found] = await experimentProblems([experiment('a', 32)], { ...context, objective: 'recall' });
  t.regex(found!.problem.message, /`recall`/);
});
