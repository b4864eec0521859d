import test from 'ava';
import { normsOf } from '../../src/train/norms.ts';

test('the norm is of all parameters together, and of each part that names begin with', (t) => {
  const squares = [
    ['encoder.conv.weight', 9],
    ['encoder.conv.bias', 16],
    ['decoder.weight', 144],
  ] as const;
  t.deepEqual(normsOf('norm/weights', squares), {
    'norm/weights': 13,
    'norm/weights/encoder': 5,
    'norm/weights/decoder': 12,
  });
});

test('a network of one part has no norm of it beside that of all', (t) => {
  t.deepEqual(
    normsOf('norm/gradients', [
      ['layers.0', 16],
      ['layers.1', 9],
    ]),
    { 'norm/gradients': 5 },
  );
});

test('without parameters there is no norm', (t) => {
  t.deepEqual(normsOf('norm/gradients', []), {});
});
