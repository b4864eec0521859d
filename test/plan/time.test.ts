import test from 'ava';
import { engineSection, trainSection } from '../../schemas/index.ts';
import { planTime } from '../../src/plan/time.ts';
import type { ModelPlan } from '../../src/plan/model.ts';
import { createSchedule } from '../../src/train/schedule.ts';

const layer = (multiplyAdds: number) => ({
  name: '',
  type: 'Conv2d',
  output: undefined,
  parameters: 0,
  trainable: true,
  multiplyAdds,
});

test('the times follow from what is multiplied, from the layers that multiply, and from how often', async (t) => {
  const model: ModelPlan = {
    layers: [layer(600), layer(0), layer(400)],
    forwardMultiplyAdds: 1000,
    stepMultiplyAdds: 3000,
    batchSize: 4,
    imageSize: { height: 8, width: 8 },
    parameters: { total: 1, trainable: 1 },
    memory: { model: 0, optimizer: 0, step: 0 },
    optimizer: { learningRate: 0.1, groups: [] },
  };
  const data = { samples: { train: 8, val: 6, test: 9 } };
  const train = trainSection.parse({ epochs: 3, batch_size: 4 });
  const schedule = createSchedule(train, 2);
  const planned = { engine: engineSection.parse({ backend: 'wasm' }), train };
  const { rate, layerOverhead, seconds, engine } = await planTime(planned, model, data, schedule);
  t.regex(engine, /wasm/);
  t.true(rate > 0 && layerOverhead > 0);
  const near = (actual: number, expected: number) => t.true(Math.abs(actual / expected - 1) < 1e-9, `${actual}`);
  near(seconds.step, 3000 / rate + 2 * layerOverhead);
  near(seconds.training, 6 * seconds.step);
  // Three validations of six images in two batches; a test of nine images in three.
  near(seconds.validation, 3 * ((6 * 250) / rate + (2 * 2 * layerOverhead) / 3));
  near(seconds.test, (9 * 250) / rate + (3 * 2 * layerOverhead) / 3);

  // An epoch has two batches, so its only step has no more, whatever it could take.
  const several = { ...train, accumulate: 5 };
  const accumulated = await planTime({ ...planned, train: several }, model, data, createSchedule(several, 1));
  near(accumulated.seconds.step, 2 * (3000 / accumulated.rate + 2 * accumulated.layerOverhead));
});
