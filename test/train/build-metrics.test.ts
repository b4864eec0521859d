import test from 'ava';
import { builtins } from '../../src/components/index.ts';
import type { TesseraError } from '../../src/core/errors/index.ts';
import { createRegistry } from '../../src/registry/index.ts';
import { buildMetrics } from '../../src/train/build-metrics.ts';
import { classList } from '../helpers/networks.ts';

const registry = createRegistry(...builtins);
const context = { seed: 0, workingDirectory: '.', classes: classList(3) };
const built = (...metrics: { type: string; [key: string]: unknown }[]) =>
  buildMetrics({ metrics: metrics.map((item) => registry.slot('metric').parse(item)) }, registry, context);
const names = (metrics: readonly { readonly name: string }[]) => metrics.map(({ name }) => name);

test('the figure of the whole split is reported after that of the images', async (t) => {
  const { metrics, reported } = await built({ type: 'iou' }, { type: 'recall' });
  t.deepEqual(names(metrics), ['iou/macro/image', 'recall/macro/image']);
  t.deepEqual(names(reported), ['iou/macro/image', 'iou/macro/dataset', 'recall/macro/image']);
});

test('it is reported once: for two metrics, and where the experiment has it itself', async (t) => {
  const { reported } = await built({ type: 'iou' }, { type: 'iou', per: 'batch' });
  t.deepEqual(names(reported), ['iou/macro/image', 'iou/macro/dataset', 'iou/macro/batch']);
  const own = await built({ type: 'iou' }, { type: 'recall' }, { type: 'iou', per: 'dataset' });
  t.deepEqual(names(own.reported), ['iou/macro/image', 'recall/macro/image', 'iou/macro/dataset']);
});

test('a problem of a metric is told where the metric is', async (t) => {
  const error = await t.throwsAsync<TesseraError>(built({ type: 'iou' }, { type: 'auc' }));
  t.like(error.problems[0], { path: 'metrics.1', message: 'expected two classes for the metric `auc`, got 3' });
});
