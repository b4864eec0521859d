import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { TesseraError } from '../../src/core/errors/index.ts';
import { countStepsPerEpoch, createSchedule, smallestBatch, trainedSamples } from '../../src/train/schedule.ts';

const schedule = (section: object, stepsPerEpoch: number) => createSchedule(trainSection.parse(section), stepsPerEpoch);
const dueSteps = (isDue: (step: number) => boolean, last: number) =>
  Array.from({ length: last + 1 }, (_, step) => step).filter(isDue);

test('epochs become steps', (t) => {
  t.is(schedule({ epochs: 3 }, 5).totalSteps, 15);
});

test('an interval in steps counts through epochs, and the last step is always due', (t) => {
  const { isValidationDue } = schedule({ epochs: 2, validate_every: { steps: 4 } }, 5);
  t.deepEqual(dueSteps(isValidationDue, 10), [4, 8, 10]);
});

test('an interval in epochs is due at the end of each', (t) => {
  const { isCheckpointDue } = schedule({ epochs: 5, checkpoint_every: { epochs: 2 } }, 3);
  t.deepEqual(dueSteps(isCheckpointDue, 15), [6, 12, 15]);
});

test('validations may begin with another step than their interval', (t) => {
  const { isValidationDue } = schedule({ epochs: 3, validate_every: { steps: 5, first: 2 } }, 4);
  t.deepEqual(dueSteps(isValidationDue, 12), [2, 7, 12]);
});

test('validations may be counted anew in each epoch: after steps 1, 11, ... of 25', (t) => {
  const every = { steps: 10, first: 1, restart: 'epoch' };
  const { isValidationDue } = schedule({ epochs: 2, validate_every: every }, 25);
  t.deepEqual(dueSteps(isValidationDue, 50), [1, 11, 21, 26, 36, 46, 50]);
  const { isValidationDue: byInterval } = schedule({ epochs: 2, validate_every: { steps: 10, restart: 'epoch' } }, 25);
  t.deepEqual(dueSteps(byInterval, 50), [10, 20, 35, 45, 50]);
});

test('max_steps ends training, and is the last step', (t) => {
  const { totalSteps, isValidationDue } = schedule({ epochs: 3, max_steps: 7 }, 5);
  t.is(totalSteps, 7);
  t.deepEqual(dueSteps(isValidationDue, 7), [5, 7]);
  t.is(schedule({ epochs: 3, max_steps: 99 }, 5).totalSteps, 15);
});

test('nothing is due before the first step', (t) => {
  const { isLogDue, isValidationDue, isCheckpointDue } = schedule({ epochs: 1 }, 2);
  t.deepEqual([isLogDue(0), isValidationDue(0), isCheckpointDue(0)], [false, false, false]);
});

test('the log has an interval of its own', (t) => {
  const { isLogDue } = schedule({ epochs: 2, log_every: { steps: 3 }, validate_every: { steps: 4 } }, 4);
  t.deepEqual(dueSteps(isLogDue, 8), [3, 6, 8]);
});

const stepsOf = (samples: number, section: object) =>
  countStepsPerEpoch(samples, trainSection.parse({ epochs: 1, ...section }));

test('an epoch has a step for each batch, a smaller last one among them unless it is dropped', (t) => {
  t.is(stepsOf(18, { batch_size: 4 }), 5);
  t.is(stepsOf(18, { batch_size: 4, drop_last: true }), 4);
  t.is(stepsOf(16, { batch_size: 4 }), 4);
  t.is(stepsOf(3, { batch_size: 4 }), 1);
  t.is(stepsOf(4, { batch_size: 4, drop_last: true }), 1);
});

test('a step takes several batches where they are accumulated, the last one those that are left', (t) => {
  t.is(stepsOf(18, { batch_size: 4, accumulate: 2 }), 3);
  t.is(stepsOf(18, { batch_size: 4, accumulate: 2, drop_last: true }), 2);
  t.is(stepsOf(18, { batch_size: 4, accumulate: 9 }), 1);
});

test('training on a few batches has only these in an epoch', (t) => {
  t.is(stepsOf(18, { batch_size: 4, overfit_batches: 2 }), 2);
  t.is(stepsOf(18, { batch_size: 4, overfit_batches: 99 }), 5);
  t.is(stepsOf(18, { batch_size: 4, overfit_batches: 3, accumulate: 2 }), 2);
  const samplesOf = (section: object) => trainedSamples(18, trainSection.parse({ epochs: 1, ...section }));
  t.is(samplesOf({ batch_size: 4, overfit_batches: 2 }), 8);
  t.is(samplesOf({ batch_size: 4, overfit_batches: 5 }), 18);
  t.is(samplesOf({ batch_size: 4 }), 18);
});

test('an epoch without a batch is an error that says how to get one', (t) => {
  const error = t.throws(() => stepsOf(3, { batch_size: 4, drop_last: true }), { instanceOf: TesseraError });
  t.like(error.problems, { length: 1, 0: { code: 'empty-split', path: 'train.batch_size' } });
  t.deepEqual(error.problems[0]!.hints, ['set train.batch_size to 3 or less', 'set train.drop_last to false']);
});

test('the smallest batch of an epoch is the rest, unless it is dropped or there is none', (t) => {
  const smallest = (samples: number, batch_size: number, drop_last = false) =>
    smallestBatch(samples, trainSection.parse({ epochs: 1, batch_size, drop_last }));
  t.deepEqual([smallest(5, 4), smallest(7, 4), smallest(8, 4), smallest(3, 4)], [1, 3, 4, 3]);
  t.deepEqual([smallest(5, 4, true), smallest(3, 4, true), smallest(5, 1)], [4, 3, 1]);
});
