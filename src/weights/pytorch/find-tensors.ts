import { listed } from '../../core/listed.ts';
import { Opaque, type PickleValue, TensorView } from './pickle-values.ts';

/** What training scripts call the state dict among what they save. */
const wrappers = ['state_dict', 'model_state_dict', 'model', 'module', 'net'];

/** Deeper dicts than any state dict has are not searched: a pickle may contain itself. */
const DEEPEST = 8;

/** More entries are not searched: a few dicts that contain each other many times have as many as one likes. */
const MOST_ENTRIES = 100_000;

/** Longer names are refused: many tensors in a dict with a long name would repeat it. */
const LONGEST_NAME = 1000;

/**
 * The tensors of a state dict, by name: those of the file's dict itself, or of the one that it keeps under
 * `state_dict`, `model` or the like, if that has more than lie beside it, such as the state of a random generator. The
 * keys of dicts within are joined by dots.
 * @throws Error saying what the file holds instead
 */
export function findTensors(root: PickleValue): Map<string, TensorView> {
  const own = tensorsIn(root);
  if (root instanceof Map) {
    const beside = [...root.values()].filter((value) => value instanceof TensorView).length;
    const wrapper = wrappers.find((key) => tensorsIn(root.get(key) ?? null).size > beside);
    if (wrapper !== undefined) return tensorsIn(root.get(wrapper)!);
  }
  if (own.size > 0) return own;
  throw new Error(`it holds ${describe(root)}, and no tensors: save \`model.state_dict()\``);
}

function tensorsIn(value: PickleValue, prefix = '', depth = 0, visited = { entries: 0 }): Map<string, TensorView> {
  const found = new Map<string, TensorView>();
  if (!(value instanceof Map) || depth > DEEPEST) return found;
  for (const [key, item] of value) {
    if (++visited.entries > MOST_ENTRIES)
      throw new Error(`its dicts have more than ${MOST_ENTRIES} entries: save \`model.state_dict()\` alone`);
    const name = `${prefix}${String(key)}`;
    if (item instanceof TensorView) found.set(checkName(name), item);
    else for (const [inner, tensor] of tensorsIn(item, `${name}.`, depth + 1, visited)) found.set(inner, tensor);
  }
  return found;
}

function checkName(name: string): string {
  if (name.length > LONGEST_NAME)
    throw new Error(`the name of a tensor has more than ${LONGEST_NAME} characters: \`${name.slice(0, 50)}…\``);
  return name;
}

function describe(value: PickleValue): string {
  if (value instanceof Opaque) return `an object of \`${String(value.type)}\``;
  if (value instanceof TensorView) return 'a single tensor without a name';
  if (value instanceof Map)
    return `a dict of ${listed([...value.keys()].map((key) => `\`${String(key)}\``)) || 'nothing'}`;
  return Array.isArray(value) ? 'a list' : 'a plain value';
}
