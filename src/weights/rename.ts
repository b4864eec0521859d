import { TesseraError } from '../core/errors/index.ts';

/** The new name of a tensor, or undefined to leave it out. */
export type Rename = (name: string) => string | undefined;

/**
 * Only the names that begin with `from`, which becomes `to`: `renamePrefix('encoder.')` takes an encoder out of a
 * model.
 */
export function renamePrefix(from: string, to = ''): Rename {
  return (name) => (name.startsWith(from) ? to + name.slice(from.length) : undefined);
}

/** Names of the map get their new ones; others stay. */
export function renameByMap(names: Readonly<Record<string, string>>): Rename {
  return (name) => (Object.hasOwn(names, name) ? names[name] : name);
}

/**
 * The same tensors by their new names.
 * @throws TesseraError `bad-weights` when two tensors get one name
 */
export function renameTensors<T>(tensors: ReadonlyMap<string, T>, rename: Rename): Map<string, T> {
  const renamed = new Map<string, T>();
  const origins = new Map<string, string>();
  for (const [name, tensor] of tensors) {
    const to = rename(name);
    if (to === undefined) continue;
    const other = origins.get(to);
    if (other !== undefined) {
      const message = `expected one tensor to be renamed to \`${to}\`, got two: \`${other}\` and \`${name}\``;
      throw new TesseraError({ code: 'bad-weights', message });
    }
    origins.set(to, name);
    renamed.set(to, tensor);
  }
  return renamed;
}
