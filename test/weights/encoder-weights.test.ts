import test from 'ava';
import { classifiers } from '../../src/weights/encoder-weights.ts';

test("classifiers of the well-known libraries are told by their names, and encoders' layers are not taken for them", (t) => {
  for (const name of [
    'fc.weight',
    'classifier.1.bias',
    'head.fc.weight',
    'conv_preds/kernel',
    'predictions/bias',
    'dense_3/kernel',
  ])
    t.true(classifiers.test(name), name);
  for (const name of [
    'layer1.0.fc.weight',
    'conv1.weight',
    'features.0.weight',
    'headless.weight',
    'fc1.weight',
    'conv_head.weight',
  ])
    t.false(classifiers.test(name), name);
});
