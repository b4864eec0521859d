import test from 'ava';
import { adamParams } from '../../../src/components/optimizers/adam-params.ts';

const schema = adamParams(0.25);

test("the defaults are PyTorch's, weight decay that of the optimizer", (t) => {
  t.deepEqual(schema.parse({}), {
    lr: 1e-3,
    betas: [0.9, 0.999],
    eps: 1e-8,
    weight_decay: 0.25,
    amsgrad: false,
    groups: [],
  });
});

test('both betas may be 0 and must be below 1', (t) => {
  t.deepEqual(schema.parse({ betas: [0, 0] }).betas, [0, 0]);
  for (const betas of [[1, 0.9], [0.9, 1], [-0.1, 0.9], [0.9], [0.9, 0.9, 0.9]])
    t.false(schema.safeParse({ betas }).success, `betas ${betas.join(', ')}`);
});

test('the learning rate and epsilon are above 0, weight decay not below', (t) => {
  for (const wrong of [{ lr: 0 }, { lr: -1 }, { eps: 0 }, { weight_decay: -1e-9 }, { momentum: 0.9 }])
    t.false(schema.safeParse(wrong).success, JSON.stringify(wrong));
  t.true(schema.safeParse({ weight_decay: 0 }).success);
});
