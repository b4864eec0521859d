import test from 'ava';
import { histogramsDue, logHistograms } from '../../src/train/histograms.ts';
import { recordingLogger } from '../helpers/watch-training.ts';

const schedule = { stepsPerEpoch: 4, totalSteps: 10 };
const dueSteps = (every: Parameters<typeof histogramsDue>[0]) =>
  Array.from({ length: 10 }, (_, index) => index + 1).filter(histogramsDue(every, schedule));

test('histograms are due at their interval and after the last step', (t) => {
  t.deepEqual(dueSteps({ epochs: 1 }), [4, 8, 10]);
  t.deepEqual(dueSteps({ steps: 3 }), [3, 6, 9, 10]);
  t.deepEqual(dueSteps(false), []);
});

test('each parameter is a histogram under its name', (t) => {
  const logger = recordingLogger();
  logHistograms(logger, 7, 'gradients', [['conv.weight', Float32Array.of(1, 2)]]);
  t.deepEqual(logger.histograms, [{ step: 7, tag: 'gradients/conv.weight', values: [1, 2] }]);
});
