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
