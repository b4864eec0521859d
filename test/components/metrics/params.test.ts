import test from 'ava';
import { ratioParams } from '../../../src/components/metrics/params.ts';

test('without a word, a ratio is the mean over images of the mean over the classes of the target', (t) => {
  t.deepEqual(ratioParams.parse({}), { average: 'macro', absent: 'skip', per: 'image', reduction: 'mean' });
});

test('a parameter that is no choice is refused', (t) => {
  for (const wrong of [{ average: 'mean' }, { absent: 'nan' }, { per: 'pixel' }, { reduction: 'max' }])
    t.false(ratioParams.safeParse(wrong).success, JSON.stringify(wrong));
});
