import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { createValidation } from '../../src/train/validation.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

test.serial('validation is in inference mode, and logs what PyTorch measured', async (t) => {
  const trace = await readTrace();
  const opened = await openTraced();
  setState(opened.built.model, trace.states['20']!);
  const expected = trace.validations.at(-1)!;
  const logger = recordingLogger();
  const told: { step: number; loss: number }[] = [];
  const validate = createValidation({
    ...opened,
    panelSamples: 3,
    logger,
    observer: recordingObserver({ validated: (step, { loss }) => void told.push({ step, loss }) }),
  });
  const tensors = tf.memory().numTensors;
  const best = await validate({ step: 20, best: null });
  t.is(tf.memory().numTensors, tensors);
  t.deepEqual(
    logger.logged.val.map(({ step }) => step),
    [20],
  );
  const { values } = logger.logged.val[0]!;
  assertFigures(t, values, expected, opened.built.metrics, 'validation');
  t.deepEqual(told, [{ step: 20, loss: values['loss']! }]);
  t.is(best?.value, values[opened.built.metrics[0]!.name]);
  t.deepEqual(
    logger.images,
    ['val-0000', 'val-0002', 'val-0004'].map((name) => ({ step: 20, tag: `panel/${name}` })),
  );
});
