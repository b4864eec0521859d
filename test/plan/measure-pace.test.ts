import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { measurePace } from '../../src/plan/measure-pace.ts';
import { startTestEngine } from '../helpers/tensors.ts';

test('the pace is that of this machine, and leaves no tensor', async (t) => {
  await startTestEngine();
  const before = tf.memory().numTensors;
  const { rate, layerOverhead } = await measurePace();
  t.is(tf.memory().numTensors, before);
  // Between a hundredth of what the slowest machine does and a hundred times what the fastest does on one core.
  t.true(rate > 1e6 && rate < 1e13, `${rate} multiply-adds per second`);
  t.true(layerOverhead > 1e-6 && layerOverhead < 1, `${layerOverhead} seconds per layer`);
});
