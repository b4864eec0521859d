import test from 'ava';
import { buildScheduler } from '../../src/train/build-scheduler.ts';
import { loadTraced } from '../helpers/trace.ts';

test('a scheduler is told of all steps, and of those of an epoch', async (t) => {
  const build = async (scheduler: string) => {
    const { experiment, registry } = await loadTraced('wasm', [`scheduler=${scheduler}`]);
    return buildScheduler({ experiment, registry, workingDirectory: '/' }, { totalSteps: 20, stepsPerEpoch: 5 });
  };
  const poly = await build('{type: poly, power: 1}');
  t.deepEqual(
    [0, 5, 20].map((step) => poly(step)),
    [1, 0.75, 0],
  );
  const epochs = await build('{type: step, step_size: 1, gamma: 0.5, unit: epochs}');
  t.deepEqual(
    [4, 5, 10].map((step) => epochs(step)),
    [1, 0.5, 0.25],
  );
});
