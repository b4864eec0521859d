import test from 'ava';
import { planOf, stretchTo } from '../../../src/data/resize/resize-plan.ts';

const size = (height: number, width: number) => ({ height, width });

test('the plan of a placement keeps what is seen of the photo in its input', (t) => {
  const placement = { photo: size(50, 50), scaled: size(20, 30), offset: { top: -4, left: 3 }, input: size(10, 40) };
  t.deepEqual(planOf(placement), { size: size(20, 30), window: { top: 4, left: 0, height: 10, width: 30 } });
  t.deepEqual(planOf({ ...placement, offset: { top: 2, left: -25 } }), {
    size: size(20, 30),
    window: { top: 0, left: 25, height: 8, width: 5 },
  });
});

test('stretching crops nothing', (t) => {
  const to = { height: 5, width: 9 };
  t.deepEqual(stretchTo(to), { size: to, window: { top: 0, left: 0, ...to } });
});
