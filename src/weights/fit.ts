import type { StoredArray } from './dtypes.ts';
import { toFloat32 } from './dtypes.ts';
import type { Layout } from './layout.ts';
import type { NamedArray } from './state-dict.ts';

/** A tensor that a module has, by its name in the file. */
export interface Wanted {
  /** The module's own name of it. */
  readonly name: string;
  readonly inFile: string;
  /** The module's shape. */
  readonly shape: readonly number[];
}

/** How the tensors of a file fit a module. All names and shapes are the file's. */
export interface Fit {
  /** The arrays to assign, in the module's layout, by the module's names. */
  readonly fitting: ReadonlyMap<string, NamedArray>;
  readonly missing: readonly Misfit[];
  readonly misshapen: readonly (Misfit & { readonly got: readonly number[] })[];
  /** Tensors of the file that the module has no place for. */
  readonly unexpected: readonly string[];
}

export interface Misfit {
  readonly name: string;
  readonly expected: readonly number[];
}

/** Compares what a module wants with what a file has. */
export function fit(wanted: readonly Wanted[], tensors: ReadonlyMap<string, StoredArray>, layout: Layout): Fit {
  const fitting = new Map<string, NamedArray>();
  const missing: Misfit[] = [];
  const misshapen: (Misfit & { readonly got: readonly number[] })[] = [];
  for (const { name, inFile, shape } of wanted) {
    const tensor = tensors.get(inFile);
    const misfit = { name: inFile, expected: layout.shapeInFile(shape, inFile) };
    if (!tensor) missing.push(misfit);
    else if (tensor.shape.join() !== misfit.expected.join()) misshapen.push({ ...misfit, got: tensor.shape });
    else {
      const array = { shape: tensor.shape, data: toFloat32(tensor.dtype, tensor.data) };
      fitting.set(name, layout.toModule(array, inFile));
    }
  }
  const names = new Set(wanted.map(({ inFile }) => inFile));
  return { fitting, missing, misshapen, unexpected: [...tensors.keys()].filter((name) => !names.has(name)) };
}

/** The way to name a module's tensors that names most of those in the file; the first of equals. */
export function bestNames(
  own: ReadonlyMap<string, readonly number[]>,
  ways: readonly ((name: string) => string)[],
  tensors: ReadonlyMap<string, unknown>,
): Wanted[] {
  const candidates = ways.map((way) => [...own].map(([name, shape]) => ({ name, inFile: way(name), shape })));
  const found = candidates.map((wanted) => wanted.filter(({ inFile }) => tensors.has(inFile)).length);
  return candidates[found.indexOf(Math.max(...found))]!;
}
