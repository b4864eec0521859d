import test from 'ava';
import type { Metric } from '../../src/registry/index.ts';
import { testSplit } from '../../src/train/test.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';

test.serial("the figures of a split are PyTorch's, and progress is told in images", async (t) => {
  const trace = await readTrace();
  const { built, loading, splits } = await openTraced();
  setState(built.model, trace.states[trace.best.step]!);
  const told: [number, number][] = [];
  const { result, values } = await testSplit({
    ...built,
    loading,
    samples: splits.test,
    batchSize: 4,
    observer: { tested: (done, total) => told.push([done, total]) },
  });
  t.deepEqual(told, [
    [4, 5],
    [5, 5],
  ]);
  assertFigures(t, values, trace.test, built.metrics, 'for the log');
  const ofResult = Object.entries(result.metrics).map(([name, { value }]) => [name, value]);
  assertFigures(
    t,
    { loss: result.loss, ...Object.fromEntries(ofResult) },
    trace.test,
    built.metrics,
    'for result.json',
  );
});

test.serial('a class that no image has is null, as JSON has no undefined; one that was never right is 0', async (t) => {
  const { built, loading, splits } = await openTraced();
  const metric: Metric = {
    name: 'scripted',
    direction: 'min',
    needs: 'confusion',
    start: () => ({ add: () => undefined, value: () => ({ value: 0.5, perClass: [0, undefined, 0.75] }) }),
  };
  const { result } = await testSplit({
    ...built,
    reported: [metric],
    loading,
    samples: splits.val,
    batchSize: 2,
    observer: { tested: () => undefined },
  });
  t.deepEqual(result.metrics[metric.name], { value: 0.5, perClass: [0, null, 0.75], direction: 'min' });
});
