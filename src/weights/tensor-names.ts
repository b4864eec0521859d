import { open } from 'node:fs/promises';
import { findTensors } from './pytorch/find-tensors.ts';
import { isPyTorch } from './pytorch/read-pytorch.ts';
import { isZip, openZipFile } from './pytorch/zip-file.ts';
import { readSafetensorsHeader } from './safetensors-header.ts';
import { tfjsLayersNames } from './tfjs-layers.ts';

/**
 * The names of the tensors in a weight file, without reading their numbers. Undefined for a file of PyTorch before 1.6,
 * whose names lie between its numbers.
 * @throws what reading the file does
 */
export async function tensorNames(file: string): Promise<readonly string[] | undefined> {
  if (file.endsWith('.json')) return tfjsLayersNames(file);
  const begin = await beginningOf(file);
  if (isPyTorch(begin)) return isZip(begin) ? pytorchNames(file) : undefined;
  const { names, metadata } = await readSafetensorsHeader(file);
  if (!Object.hasOwn(metadata, 'progress')) return names;
  // A checkpoint has the optimizer's state too.
  return names.filter((name) => name.startsWith('model.')).map((name) => name.slice('model.'.length));
}

async function beginningOf(file: string): Promise<Uint8Array> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(16), 0, 16, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function pytorchNames(file: string): Promise<readonly string[]> {
  const { value, close } = await openZipFile(file);
  try {
    return [...findTensors(value).keys()];
  } finally {
    await close();
  }
}
