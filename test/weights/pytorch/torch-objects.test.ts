import test from 'ava';
import { Global, Opaque, Storage, TensorView } from '../../../src/weights/pytorch/pickle-values.ts';
import { torchObjects } from '../../../src/weights/pytorch/torch-objects.ts';

const named = (text: string) => {
  const dot = text.lastIndexOf('.');
  return new Global(text.slice(0, dot), text.slice(dot + 1));
};
const storage = new Storage(named('torch.FloatStorage'), '0', 6);

test('tensors are views of a storage, and parameters are the tensors in them', (t) => {
  const view = torchObjects.call(named('torch._utils._rebuild_tensor_v2'), [storage, 1, [2], [3], false, new Map()]);
  t.deepEqual(view, new TensorView(storage, 1, [2], [3]));
  t.is(torchObjects.call(named('torch._utils._rebuild_parameter'), [view, true, new Map()]), view);
  t.deepEqual(torchObjects.call(named('torch.Size'), [[1, 2]]), [1, 2]);
  t.deepEqual(torchObjects.call(named('collections.OrderedDict'), [[['a', 1]]]), new Map([['a', 1]]));
  t.deepEqual(torchObjects.call(named('collections.OrderedDict'), []), new Map());
});

test('what trainers keep beside weights is passed over', (t) => {
  for (const name of ['numpy.core.multiarray.scalar', 'argparse.Namespace', 'datetime.datetime', 'torch.device'])
    t.deepEqual(torchObjects.call(named(name), ['x']), new Opaque(named(name)));
});

test('everything else is refused by its name', (t) => {
  for (const name of [
    'os.system',
    'builtins.eval',
    'torch.load',
    'numpyx.y',
    'torch.hub.load',
    'collectionsx.OrderedDict',
  ])
    t.throws(() => torchObjects.call(named(name), []), {
      message: `it asks for \`${name}\`, which is refused: only tensors are read, and no code of a file is run`,
    });
});

test('tensors that are not read are told as such', (t) => {
  const v3 = [storage, 0, [2], [1], false, new Map(), named('torch.float8_e4m3fn')];
  t.throws(() => torchObjects.call(named('torch._utils._rebuild_tensor_v3'), v3), {
    message: 'it has a tensor of dtype `torch.float8_e4m3fn`, which is not read: save it as a dense tensor of floats',
  });
  t.throws(() => torchObjects.call(named('torch._utils._rebuild_qtensor'), []), {
    message: /it has a quantized tensor/,
  });
  t.throws(() => torchObjects.call(named('torch.serialization._get_layout'), ['torch.sparse_coo']), {
    message: /it has a sparse tensor/,
  });
});

test('a storage is known by its type, key and length; a view of another one is refused', (t) => {
  const id = ['storage', named('torch.FloatStorage'), '0', 'cuda:0', 6];
  t.deepEqual(torchObjects.persistent(id), storage);
  t.deepEqual(torchObjects.persistent([...id, null]), storage);
  t.throws(() => torchObjects.persistent([...id, ['1', 0, 3]]), { message: /view of another one/ });
  t.throws(() => torchObjects.persistent(['module', 'x']), { message: /something else than tensors/ });
  t.throws(() => torchObjects.persistent(['storage', 'float', '0', 'cpu', 6]), { message: /damaged/ });
});

test('a tensor with sizes that are none is damaged', (t) => {
  const rebuild = (shape: unknown, strides: unknown) =>
    torchObjects.call(named('torch._utils._rebuild_tensor'), [storage, 0, shape as never, strides as never]);
  for (const [shape, strides] of [
    [[2], ['a']],
    [[-1], [1]],
    [[1.5], [1]],
    [[1], [0.5]],
    [[Infinity], [1]],
    [[Number.NaN], [1]],
    [[2 ** 53], [1]],
    [2, [1]],
  ])
    t.throws(() => rebuild(shape, strides), { message: /damaged/ });
});

test('a tensor that begins at no element of its storage is damaged, and so is a storage without a length', (t) => {
  for (const offset of [-1, 0.5, Number.NaN, '0', null])
    t.throws(() => torchObjects.call(named('torch._utils._rebuild_tensor'), [storage, offset, [1], [1]]), {
      message: /damaged/,
    });
  for (const length of [-1, 0.5])
    t.throws(() => torchObjects.persistent(['storage', named('torch.FloatStorage'), '0', 'cpu', length]), {
      message: /damaged/,
    });
});
