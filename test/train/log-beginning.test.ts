import test from 'ava';
import type { GraphNode, LayoutCategory } from 'tensorboard-ts-writer';
import { openParts } from '../../src/train/parts.ts';
import { logAttempt, logBeginning, tagDescriptions } from '../../src/train/log-beginning.ts';
import type { Attempt } from '../../src/runs/attempt.ts';
import { untilTheEnd } from '../helpers/built.ts';
import { tracedContext } from '../helpers/run-context.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

function telling() {
  const texts = new Map<string, string>();
  const layouts: (readonly LayoutCategory[])[] = [];
  const graphs: (readonly GraphNode[])[] = [];
  const logger = {
    ...recordingLogger(),
    text: (tag: string, text: string) => void texts.set(tag, text),
    layout: (categories: readonly LayoutCategory[]) => void layouts.push(categories),
    graph: (nodes: readonly GraphNode[]) => void graphs.push(nodes),
  };
  return { logger, texts, layouts, graphs };
}

test.serial('a run begins with its texts, charts of its own figures, and its network', async (t) => {
  const context = await tracedContext();
  const parts = await openParts(context, untilTheEnd);
  const { logger, texts, layouts, graphs } = telling();
  logBeginning(logger, context, parts);
  t.deepEqual([...texts.keys()], ['config', 'classes']);
  const [first, classes] = layouts[0]!;
  const metrics = parts.built.reported.map(({ name }) => name);
  t.deepEqual(
    first!.charts.map(({ title }) => title),
    ['loss', ...metrics, 'loss over epochs'],
  );
  t.deepEqual(
    classes!.charts.map(({ title }) => title),
    metrics,
  );
  t.is(graphs[0]!.at(-1)!.name, 'logits');

  const off = { ...context.experiment, log: { ...context.experiment.log, graph: false } };
  logBeginning(logger, { ...context, experiment: off }, parts);
  t.is(graphs.length, 1);
});

test.serial('an attempt logs its texts, and a metric is described by its component', async (t) => {
  const { logger, texts } = telling();
  const attempt = { machine: { cpu: 'c', cores: 1, memoryBytes: 0 }, versions: {}, command: ['run', 'a.yaml'] };
  logAttempt(logger, attempt as unknown as Attempt, { patch: Buffer.from('+x') });
  t.deepEqual([...texts.keys()], ['command', 'environment', 'diff']);
  const { registry } = await tracedContext();
  const describe = tagDescriptions(registry);
  t.true(describe('val/iou/macro/image')!.includes(registry.get('metric', 'iou')!.description));
});
