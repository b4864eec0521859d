import test from 'ava';
import { trainSection } from '../../schemas/index.ts';
import type { ModelPlan } from '../../src/plan/model.ts';
import { planTime } from '../../src/plan/time.ts';
import { createSchedule } from '../../src/train/schedule.ts';

const imageSize = { height: 8, width: 8 };
const model: ModelPlan = {
  layers: [],
  forwardMultiplyAdds: 1000,
  stepMultiplyAdds: 4000,
  batchSize: 4,
  imageSize,
  parameters: { total: 1, trainable: 1 },
  memory: { model: 0, optimizer: 0, step: 0 },
  optimizer: { learningRate: 0.1, groups: [] },
};
const data = { samples: { train: 8, val: 6, test: 9 }, classes: [], imageSize };
const train = trainSection.parse({ epochs: 3, batch_size: 4 });
const trial = { engine: 'wasm', stepSeconds: 2, peakMemoryBytes: 1, samples: 1 };

test('the times follow from those of a step and of an evaluated image, and from how often', (t) => {
  const { seconds, engine } = planTime(
    { ...trial, evaluationSeconds: 0.25 },
    train,
    model,
    data,
    createSchedule(train, 2),
  );
  t.is(engine, 'wasm');
  // Six steps, three validations of six images, one test of nine.
  t.deepEqual(seconds, { step: 2, training: 12, validation: 4.5, test: 2.25 });
});

test('an evaluation that was not timed takes its share of what a step multiplies', (t) => {
  const { seconds } = planTime(trial, train, model, data, createSchedule(train, 2));
  // A quarter of a step of four images: an eighth of a second for each.
  t.deepEqual(seconds, { step: 2, training: 12, validation: 2.25, test: 1.125 });
});

test('a step of several batches takes as long as those that an epoch has', (t) => {
  const ten = { ...data, samples: { ...data.samples, train: 10 } };
  const several = trainSection.parse({ epochs: 3, batch_size: 4, accumulate: 2 });
  // Two steps of an epoch have three batches, and the one that was tried had two.
  t.is(planTime(trial, several, model, ten, createSchedule(several, 2)).seconds.training, 9);
  // An epoch has two batches, so its only step has no more, whatever it could take.
  const all = { ...several, accumulate: 5 };
  t.is(planTime(trial, all, model, data, createSchedule(all, 1)).seconds.training, 6);
});
