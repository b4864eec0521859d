import test from 'ava';
import { learningRateParam, momentumParam, weightDecayParam } from '../../../src/components/optimizers/params.ts';

test('a learning rate is positive, with the default that its optimizer has', (t) => {
  t.is(learningRateParam(0.01).parse(undefined), 0.01);
  t.deepEqual(
    [0, 1e-9, 10].map((lr) => learningRateParam(1).safeParse(lr).success),
    [false, true, true],
  );
});

test('momentum is a share below 1, weight decay any strength from 0 on; both are 0 by default', (t) => {
  t.is(momentumParam.parse(undefined), 0);
  t.is(weightDecayParam.parse(undefined), 0);
  t.deepEqual(
    [-0.1, 0, 0.99, 1].map((momentum) => momentumParam.safeParse(momentum).success),
    [false, true, true, false],
  );
  t.deepEqual(
    [-0.1, 0, 5].map((decay) => weightDecayParam.safeParse(decay).success),
    [false, true, true],
  );
});
