import test from 'ava';
import { findTensors } from '../../../src/weights/pytorch/find-tensors.ts';
import { Global, Opaque, type PickleValue, Storage, TensorView } from '../../../src/weights/pytorch/pickle-values.ts';

const tensor = () => new TensorView(new Storage(new Global('torch', 'FloatStorage'), '0', 1), 0, [], []);
const dict = (entries: Record<string, PickleValue>) => new Map<PickleValue, PickleValue>(Object.entries(entries));
const names = (value: PickleValue) => [...findTensors(value).keys()];

test('a state dict is taken as it is, even beside a key that a wrapper would have', (t) => {
  t.deepEqual(names(dict({ a: tensor(), version: 3, model: dict({ b: tensor() }) })), ['a', 'model.b']);
});

test('of what a training script saves, the state dict is taken', (t) => {
  for (const key of ['state_dict', 'model_state_dict', 'model', 'module', 'net'])
    t.deepEqual(names(dict({ epoch: 1, optimizer: dict({ x: tensor() }), [key]: dict({ a: tensor() }) })), ['a'], key);
  t.deepEqual(names(dict({ model: dict({ b: tensor() }), state_dict: dict({ a: tensor() }) })), ['a']);
  t.deepEqual(names(dict({ state_dict: dict({}), model: dict({ b: tensor() }) })), ['b']);
});

test('a few tensors beside the state dict, such as the state of a random generator, are not taken for it', (t) => {
  const weights = dict({ a: tensor(), b: tensor() });
  t.deepEqual(names(dict({ rng_state: tensor(), model: weights })), ['a', 'b']);
  t.deepEqual(names(dict({ x: tensor(), y: tensor(), model: weights })), ['x', 'y', 'model.a', 'model.b']);
});

test('parts that are saved apart are joined by dots', (t) => {
  t.deepEqual(names(dict({ encoder: dict({ a: tensor() }), decoder: dict({ a: tensor() }) })), [
    'encoder.a',
    'decoder.a',
  ]);
});

test('a dict that contains itself ends', (t) => {
  const circle = dict({ inner: dict({ a: tensor() }) });
  circle.set('self', circle);
  t.true(names(circle).includes('inner.a'));
});

for (const [value, message] of [
  [dict({ epoch: 1, args: null }), /it holds a dict of `epoch`, `args`, and no tensors: save `model\.state_dict\(\)`/],
  [dict({}), /a dict of nothing/],
  [new Opaque(new Global('numpy', 'ndarray')), /an object of `numpy\.ndarray`/],
  [tensor(), /a single tensor without a name/],
  [[tensor()], /a list/],
  [5, /a plain value/],
] as const)
  test(`without tensors it says what is there: ${message.source}`, (t) => {
    t.throws(() => findTensors(value as PickleValue), { message });
  });

test('dicts that contain each other many times end with an error', (t) => {
  // 20^6 ways lead to the tensor.
  let shared: PickleValue = tensor();
  for (let depth = 0; depth < 6; depth++) {
    const inner = shared;
    shared = dict(Object.fromEntries(Array.from({ length: 20 }, (_, index) => [`k${index}`, inner])));
  }
  t.throws(() => findTensors(shared), { message: /more than 100000 entries: save `model\.state_dict\(\)` alone/ });
});

test('100,000 entries are searched, those of dicts within among them', (t) => {
  const many = (count: number) =>
    dict({ inner: dict(Object.fromEntries(Array.from({ length: count }, (_, index) => [`k${index}`, tensor()]))) });
  t.is(names(many(99_999)).length, 99_999);
  t.throws(() => names(many(100_000)), { message: /more than 100000 entries/ });
});

test('a name of more than 1000 characters is refused', (t) => {
  t.is(names(dict({ ['a'.repeat(998)]: dict({ b: tensor() }) })).length, 1);
  t.throws(() => names(dict({ ['a'.repeat(999)]: dict({ b: tensor() }) })), {
    message: /^the name of a tensor has more than 1000 characters: `a{50}…`$/,
  });
});
