import test from 'ava';
import { ofRun, type LoggedStep } from '../../src/train/step-log.ts';

const groups = [
  { name: 'encoder', parameters: 3, learningRate: 0.01, weightDecay: 0, ratedBy: 'encoder' },
  { name: 'all others', parameters: 5, learningRate: 0.5, weightDecay: 0 },
];

const step: LoggedStep = {
  log: { learning_rates: true, norms: true, times: true },
  optimizer: { learningRate: 0.5, groups },
  factor: 0.5,
  gradientSquares: [['a', 4]],
  weightSquares: [['a', 9]],
  images: 32,
  steps: 2,
  time: { seconds: 4, dataWait: 0.25 },
};

test('a step has its rates, norms and times', (t) => {
  const { 'time/memory_mib': memory, ...figures } = ofRun(step);
  t.deepEqual(figures, {
    lr: 0.25,
    'lr/encoder': 0.005,
    'norm/gradients': 2,
    'norm/weights': 3,
    'time/images_per_second': 8,
    'time/step_seconds': 2,
    'time/data_wait': 0.25,
  });
  // A process of Node.js holds some tens of MiB or more.
  t.true(memory! > 10 && memory! < 100_000);
});

test('each kind has a switch', (t) => {
  const kinds = (log: LoggedStep['log']) =>
    new Set(Object.keys(ofRun({ ...step, log })).map((tag) => tag.split('/')[0]));
  const off = { learning_rates: false, norms: false, times: false };
  t.deepEqual(kinds(off), new Set());
  t.deepEqual(kinds({ ...off, learning_rates: true }), new Set(['lr']));
  t.deepEqual(kinds({ ...off, norms: true }), new Set(['norm']));
  t.deepEqual(kinds({ ...off, times: true }), new Set(['time']));
});
