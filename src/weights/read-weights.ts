import { readFile } from 'node:fs/promises';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import type { StoredArray } from './dtypes.ts';
import { type Layout, kerasLayout, ownLayout, pytorchLayout } from './layout.ts';
import { decodeSafetensors } from './safetensors.ts';
import { readTfjsLayersWeights } from './tfjs-layers.ts';

/** The tensors of a weight file, by the names and in the layout that the file has. */
export interface WeightFile {
  readonly tensors: ReadonlyMap<string, StoredArray>;
  readonly layout: Layout;
}

/**
 * Reads a file of any supported format, which its content tells. Of a checkpoint of this project, the model's tensors
 * are given, without `model.` before their names.
 * @param shownAs what errors call the file
 * @throws TesseraError `file-missing`; `bad-weights` if it is none of the formats, or damaged
 */
export async function readWeights(file: string, shownAs = file): Promise<WeightFile> {
  if (file.endsWith('.json')) return { tensors: await readTfjsLayersWeights(file), layout: kerasLayout };
  const bytes = await readFile(file).catch((cause: unknown) => {
    const message = `expected a weight file at ${file}; it cannot be read`;
    throw new TesseraError({ code: 'file-missing', message }, { cause });
  });
  try {
    const { tensors, metadata } = decodeSafetensors(bytes);
    return Object.hasOwn(metadata, 'progress')
      ? { tensors: ofModel(tensors), layout: ownLayout }
      : { tensors, layout: pytorchLayout };
  } catch (cause) {
    const message = `expected ${shownAs} to be a weight file: ${messageOf(cause)}`;
    throw new TesseraError({ code: 'bad-weights', message }, { cause });
  }
}

/** A checkpoint has the state of the optimizer too. */
function ofModel(tensors: ReadonlyMap<string, StoredArray>): ReadonlyMap<string, StoredArray> {
  return new Map(
    [...tensors].flatMap(([name, tensor]) =>
      name.startsWith('model.') ? [[name.slice('model.'.length), tensor] as const] : [],
    ),
  );
}
