import test from 'ava';
import { blockedActivation } from '../../../../../src/engine/onnx/kernels/blocked/activation.ts';

const of = (activation: 'linear' | 'relu' | 'relu6' | 'elu') => blockedActivation({ activation, leakyreluAlpha: 0.2 });

test('activations that a blocked convolution applies as it writes', (t) => {
  t.deepEqual(of('linear'), {});
  t.deepEqual(of('relu'), { activation: 'Relu' });
  t.deepEqual(of('relu6'), { activation: 'Clip', activation_params: { floats: [0, 6] } });
});

test('others are left to a kernel without blocks', (t) => t.is(of('elu'), undefined));
