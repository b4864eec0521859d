import { Global, Opaque, type PickleValue, Storage, TensorView } from './pickle-values.ts';
import type { PickleObjects } from './unpickle.ts';

/** The objects of PyTorch that weights are made of. Code is never run: this table says what each name stands for. */
export const torchObjects: PickleObjects = {
  call(what, args) {
    const make = makers.get(String(what));
    if (make) return make(args);
    if (isBesideWeights(what)) return new Opaque(what);
    const unread = otherTensors.get(String(what));
    if (unread) throw new Error(`it has ${unread(args)}, which is not read: save it as a dense tensor of floats`);
    throw new Error(
      `it asks for \`${String(what)}\`, which is refused: only tensors are read, and no code of a file is run`,
    );
  },
  /** ("storage", type, key, device, number of elements); files before PyTorch 1.6 say of what it is a view. */
  persistent(id) {
    if (!Array.isArray(id) || id[0] !== 'storage') throw new Error('it refers to something else than tensors');
    const [, type, key, , length, view = null] = id;
    if (!(type instanceof Global) || typeof key !== 'string' || !isSize(length))
      throw new Error('its pickle is damaged');
    if (view !== null) throw new Error('it has a storage that is a view of another one, as before PyTorch 0.4');
    return new Storage(type, key, length);
  },
};

const makers = new Map<string, (args: readonly PickleValue[]) => PickleValue>([
  ['collections.OrderedDict', ([pairs]) => mapOf(pairs)],
  ['torch._utils._rebuild_tensor', rebuildTensor],
  ['torch._utils._rebuild_tensor_v2', rebuildTensor],
  ['torch._utils._rebuild_parameter', ([tensor = null]) => tensor],
  ['torch._utils._rebuild_parameter_with_state', ([tensor = null]) => tensor],
  ['torch.Size', ([sizes]) => (Array.isArray(sizes) ? sizes : [])],
]);

/** Tensors that PyTorch makes in ways of their own, as messages call them. */
const otherTensors = new Map<string, (args: readonly PickleValue[]) => string>([
  // (storage, offset, size, stride, requires_grad, hooks, dtype): dtypes that came after storages had names for them.
  ['torch._utils._rebuild_tensor_v3', (args) => `a tensor of dtype \`${String(args[6])}\``],
  ['torch._utils._rebuild_qtensor', () => 'a quantized tensor'],
  ['torch._utils._rebuild_sparse_tensor', () => 'a sparse tensor'],
  ['torch.serialization._get_layout', () => 'a sparse tensor'],
]);

function rebuildTensor([storage, offset, shape, strides]: readonly PickleValue[]): TensorView {
  if (!(storage instanceof Storage) || !isSize(offset) || !isSizes(shape) || !isSizes(strides))
    throw new Error('its pickle is damaged');
  return new TensorView(storage, offset, shape, strides);
}

function isSizes(value: PickleValue | undefined): value is number[] {
  return Array.isArray(value) && value.every(isSize);
}

function isSize(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function mapOf(pairs: PickleValue | undefined): Map<PickleValue, PickleValue> {
  if (!Array.isArray(pairs)) return new Map();
  return new Map(
    pairs.map((pair): [PickleValue, PickleValue] => (Array.isArray(pair) ? [pair[0]!, pair[1]!] : [pair, null])),
  );
}

/** What trainers keep beside weights: settings, figures, dates. Such objects are passed over. */
function isBesideWeights({ module, name }: Global): boolean {
  const [family = ''] = module.split('.');
  return (
    ['numpy', 'argparse', 'collections', 'datetime', 'decimal', 'pathlib', 'omegaconf', 'mmengine', 'mmcv'].includes(
      family,
    ) || ['torch.device', '_codecs.encode', 'builtins.set', '__builtin__.set'].includes(`${module}.${name}`)
  );
}
