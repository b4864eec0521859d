import test from 'ava';
import { trainSection } from '../../schemas/train.ts';

test('only the number of epochs has to be said', (t) => {
  t.deepEqual(trainSection.parse({ epochs: 2 }), {
    epochs: 2,
    batch_size: 16,
    drop_last: false,
    validate_every: { epochs: 1 },
    checkpoint_every: { epochs: 1 },
    log_every: { steps: 1 },
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
