import test from 'ava';
import { loaderSection } from '../../schemas/loader.ts';

test('by default as many workers as fit, two batches ahead, and bad samples fail', (t) => {
  t.deepEqual(loaderSection.parse({}), {
    workers: 'auto',
    prefetch: 2,
    frozen_features_mib: 512,
    on_bad_sample: 'fail',
  });
});

test('workers may be none, batches ahead at least one', (t) => {
  t.true(loaderSection.safeParse({ workers: 0 }).success);
  for (const wrong of [{ workers: -1 }, { workers: 'many' }, { prefetch: 0 }, { on_bad_sample: 'ignore' }])
    t.false(loaderSection.safeParse(wrong).success, JSON.stringify(wrong));
});
