import { readFile } from 'node:fs/promises';
import { messageOf, TesseraError } from '../core/errors/index.ts';
import type { StoredArray } from './dtypes.ts';
import { type Layout, kerasLayout, ownLayout, pytorchLayout } from './layout.ts';
import { isPyTorch, readPyTorch } from './pytorch/read-pytorch.ts';
import { decodeSafetensors } from './safetensors.ts';
import { renamePrefix, renameTensors } from './rename.ts';
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
    return await decode(bytes);
  } catch (cause) {
    const message = `expected ${shownAs} to be a weight file: ${messageOf(cause)}`;
    const hints = ['read are .safetensors, PyTorch .pth and .pt, TensorFlow.js model.json, and checkpoints of runs'];
    throw new TesseraError({ code: 'bad-weights', message, hints }, { cause });
  }
}

async function decode(bytes: Uint8Array): Promise<WeightFile> {
  if (isPyTorch(bytes)) return { tensors: await readPyTorch(bytes), layout: pytorchLayout };
  const begin = Buffer.from(bytes.subarray(0, 300)).toString('latin1');
  if (begin.startsWith('\x89HDF'))
    throw new Error('it is an HDF5 file, as Keras writes; `tensorflowjs_converter` makes a model.json of it');
  if (begin.slice(257, 262) === 'ustar')
    throw new Error('it is a tar, as PyTorch wrote before 0.2: load it in PyTorch, and save it again');
  if (bytes.length === 0) throw new Error('it is empty');
  if (/^\s*<(!doctype|html)/i.test(begin)) throw new Error('it is an HTML page, as of a login or an error');
  // A safetensors file has the length of its header, then the header, a JSON object.
  if (bytes.length <= 8 || begin[8] !== '{') throw new Error('it begins as none of the formats do');
  const { tensors, metadata } = decodeSafetensors(bytes);
  // A checkpoint has the state of the optimizer too.
  return Object.hasOwn(metadata, 'progress')
    ? { tensors: renameTensors(tensors, renamePrefix('model.')), layout: ownLayout }
    : { tensors, layout: pytorchLayout };
}
