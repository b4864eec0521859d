import test from 'ava';
import { trainSection } from '../../schemas/train.ts';

test('only the number of epochs has to be said', (t) => {
  t.deepEqual(trainSection.parse({ epochs: 2 }), {
    epochs: 2,
    batch_size: 16,
    accumulate: 1,
    augment_validation: false,
    drop_last: false,
    validate_every: { epochs: 1 },
    checkpoint_every: { epochs: 1 },
    log_every: { steps: 1 },
    frozen_batch_norm: 'fixed',
  });
  t.false(trainSection.safeParse({}).success);
});

test('epochs and batch size are whole and positive', (t) => {
  for (const wrong of [
    { epochs: 0 },
    { epochs: 1.5 },
    { epochs: 1, batch_size: 0 },
    { epochs: 1, log_every: { epochs: 1 } },
  ])
    t.false(trainSection.safeParse(wrong).success, JSON.stringify(wrong));
});

test('gradients are clipped by their norm or by value', (t) => {
  const takes = (clip_gradients: unknown) => trainSection.safeParse({ epochs: 1, clip_gradients }).success;
  t.true(takes({ norm: 1 }));
  t.true(takes({ value: 0.5 }));
  for (const wrong of [{}, { norm: 1, value: 1 }, { norm: 0 }, { value: -1 }, 1])
    t.false(takes(wrong), JSON.stringify(wrong));
});

test('an average has a decay below 1, early stopping a patience', (t) => {
  const takes = (section: object) => trainSection.safeParse({ epochs: 1, ...section }).success;
  t.true(takes({ ema: { decay: 0 } }));
  for (const decay of [1, -0.1]) t.false(takes({ ema: { decay } }));
  t.like(trainSection.parse({ epochs: 1, early_stopping: { patience: 3 } }).early_stopping, {
    patience: 3,
    min_delta: 0,
    metric: undefined,
  });
  for (const patience of [0, 1.5, undefined]) t.false(takes({ early_stopping: { patience } }));
});
