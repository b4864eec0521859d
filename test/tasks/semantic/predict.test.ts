import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { needsScores, predict, readOutputs } from '../../../src/tasks/semantic/predict.ts';
import { buildPart } from '../../helpers/networks.ts';
import { startTestEngine } from '../../helpers/tensors.ts';

test.before(startTestEngine);

/** One image of 1 x 2 pixels, two classes: ln 3 against 0, and a tie. */
const logits = () => tf.tensor4d([Math.log(3), 0, 1, 1], [1, 1, 2, 2]);

test.serial(
  'the label is the class of the largest logit, the first of equal ones, and no tensor is left',
  async (t) => {
    const before = tf.memory().numTensors;
    const input = logits();
    const { loss, labels, scores } = await readOutputs({ loss: tf.scalar(0.5), ...predict(input, { scores: false }) });
    t.deepEqual([loss, [...labels], scores], [0.5, [0, 0], undefined]);
    input.dispose();
    t.is(tf.memory().numTensors, before);
  },
);

test.serial('scores are probabilities, and no tensor is left', async (t) => {
  const before = tf.memory().numTensors;
  const input = logits();
  const { scores } = await readOutputs({ loss: tf.scalar(0), ...predict(input, { scores: true }) });
  t.deepEqual(
    [...scores!].map((score) => score.toFixed(6)),
    ['0.750000', '0.250000', '0.500000', '0.500000'],
  );
  input.dispose();
  t.is(tf.memory().numTensors, before);
});

test('scores are needed if one metric asks for them', async (t) => {
  const iou = await buildPart('metric', { type: 'iou' });
  const start = () => ({ add: () => {}, value: () => ({ value: 0, perClass: [] }) });
  t.false(needsScores([iou]));
  t.true(needsScores([iou, { name: 'auc', direction: 'max', needs: 'scores', start }]));
});
