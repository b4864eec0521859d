import test from 'ava';
import { fusedActivation } from '../../../../src/engine/recording/kernels/fused-activation.ts';

test('a slope is kept, and is 0.2 where the call names none', (t) => {
  t.deepEqual(fusedActivation({ activation: 'leakyrelu', leakyreluAlpha: 0.1 }), {
    activation: 'leakyrelu',
    leakyreluAlpha: 0.1,
  });
  t.is(fusedActivation({ activation: 'leakyrelu' }).leakyreluAlpha, 0.2);
});

test('nothing else of a call is kept, which would make graphs differ', (t) => {
  const attributes = { activation: 'relu', strides: 2 } as const;
  t.deepEqual(Object.keys(fusedActivation(attributes)), ['activation', 'leakyreluAlpha']);
});
