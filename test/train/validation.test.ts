import * as tf from '@tensorflow/tfjs-core';
import test from 'ava';
import { TesseraError } from '../../src/core/errors/index.ts';
import type { Metric } from '../../src/registry/index.ts';
import type { TrainingProgress } from '../../src/train/checkpoint.ts';
import { createValidation, decidingMetric } from '../../src/train/validation.ts';
import { assertFigures, openTraced, readTrace, setState } from '../helpers/trace.ts';
import { recordingLogger, recordingObserver } from '../helpers/watch-training.ts';

const metric = (name: string, higherIsBetter: boolean): Pick<Metric, 'name' | 'higherIsBetter'> => ({
  name,
  higherIsBetter,
});

/** What is best after each of these values of the deciding metric, at steps 1, 2, ...; NaN is one of them at times. */
async function bestAfter(values: readonly number[], higherIsBetter: boolean) {
  const opened = await openTraced();
  let nth = 0;
  const scripted = {
    ...opened.built.metrics[0]!,
    ...metric('scripted', higherIsBetter),
    evaluate: () => ({ value: values[nth++]!, perClass: [] }),
  };
  const built = { ...opened.built, metrics: [scripted] };
  const validate = createValidation({
    ...opened,
    built,
    panelSamples: 0,
    logger: recordingLogger(),
    observer: recordingObserver(),
  });
  const steps: (number | undefined)[] = [];
  let best: TrainingProgress['best'] = null;
  for (const [index] of values.entries()) {
    best = await validate({ step: index + 1, best });
    steps.push(best?.step);
  }
  return { steps, best };
}

test.serial('the highest value is best, and of equal ones the first', async (t) => {
  const { steps, best } = await bestAfter([0.3, 0.5, 0.5, 0.4, 0.6], true);
  t.deepEqual(steps, [1, 2, 2, 2, 5]);
  t.deepEqual(best, { step: 5, metric: 'scripted', value: 0.6 });
});

test.serial('the lowest value is best where the metric says so', async (t) => {
  const { steps, best } = await bestAfter([0.3, 0.5, 0.2, 0.2], false);
  t.deepEqual(steps, [1, 1, 3, 3]);
  t.deepEqual(best, { step: 3, metric: 'scripted', value: 0.2 });
});

test.serial('any value is better than one that is not a number, which is better than nothing', async (t) => {
  t.deepEqual((await bestAfter([NaN, 0.1, NaN, 0.05], true)).steps, [1, 2, 2, 2]);
});

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

test('the first metric decides, or the one that train.best names', (t) => {
  const metrics = ['iou/macro', 'recall/macro'].map((name) => metric(name, true) as Metric);
  t.is(decidingMetric(metrics, undefined).name, 'iou/macro');
  t.is(decidingMetric(metrics, 'recall/macro').name, 'recall/macro');
  const error = t.throws(() => decidingMetric(metrics, 'iou'), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'train.best',
    hints: ['one of: iou/macro, recall/macro'],
  });
});
