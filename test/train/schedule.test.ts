import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import { createSchedule } from '../../src/train/schedule.ts';

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

test('nothing is due before the first step', (t) => {
  t.false(schedule({ epochs: 1 }, 2).isLogDue(0));
});
