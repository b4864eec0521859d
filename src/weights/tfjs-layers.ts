import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import type { StoredArray } from './dtypes.ts';

const modelFile = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(z.object({ name: z.string(), shape: z.array(z.int().nonnegative()), dtype: z.string() })),
    }),
  ),
});
type Group = z.output<typeof modelFile>['weightsManifest'][number];

/**
 * The weights of a TensorFlow.js Layers model, by name: `file` is its `model.json`, the shards lie beside it.
 * @throws TesseraError `file-missing`, or `bad-weights` when the files aren't such a model, aren't float32 or are cut
 * short.
 */
export async function readTfjsLayersWeights(file: string): Promise<Map<string, StoredArray>> {
  const { weightsManifest } = parseModel(await read(file, file), file);
  const groups = await Promise.all(weightsManifest.map((group) => readGroup(group, file)));
  return new Map(groups.flat());
}

/** The names of the files of such a model, `model.json` first. Of one that can't be read, only its own. */
export async function tfjsLayersFiles(file: string): Promise<string[]> {
  const own = path.basename(file);
  try {
    const { weightsManifest } = parseModel(await readFile(file), file);
    return [own, ...weightsManifest.flatMap(({ paths }) => paths)];
  } catch {
    return [own];
  }
}

function parseModel(text: Buffer, file: string): z.output<typeof modelFile> {
  let json: unknown;
  try {
    json = JSON.parse(text.toString('utf8'));
  } catch (cause) {
    throw new TesseraError(notAModel(file), { cause });
  }
  const parsed = modelFile.safeParse(json);
  if (!parsed.success) throw new TesseraError(notAModel(file), { cause: parsed.error });
  return parsed.data;
}

async function readGroup({ paths, weights }: Group, file: string): Promise<[string, StoredArray][]> {
  const folder = path.dirname(file);
  const bytes = Buffer.concat(await Promise.all(paths.map((shard) => read(path.join(folder, shard), file))));
  const expected = weights.reduce((total, { shape }) => total + 4 * sizeOf(shape), 0);
  const problems = weights
    .filter(({ dtype }) => dtype !== 'float32')
    .map(({ name, dtype }): Problem => ({
      code: 'bad-weights',
      message: `expected \`${name}\` in ${file} to be float32; got ${dtype}`,
    }));
  if (problems.length === 0 && bytes.length !== expected) {
    problems.push({
      code: 'bad-weights',
      message: `expected ${expected} bytes in ${paths.join(', ')} of ${file}; got ${bytes.length}`,
    });
  }
  if (problems.length > 0) throw new TesseraError(problems);
  let offset = 0;
  return weights.map(({ name, shape }) => {
    const start = offset;
    offset += 4 * sizeOf(shape);
    return [name, { dtype: 'F32', shape, data: toFloats(bytes.subarray(start, offset)) }];
  });
}

/** Weight files are little-endian, and so is every machine that Node.js runs on here. */
function toFloats(bytes: Buffer): Float32Array {
  return new Float32Array(Uint8Array.from(bytes).buffer);
}

function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, dimension) => product * dimension, 1);
}

async function read(file: string, model: string): Promise<Buffer> {
  try {
    return await readFile(file);
  } catch (cause) {
    const part = file === model ? '' : ` (a part of ${model})`;
    throw new TesseraError(
      { code: 'file-missing', message: `expected a weight file at ${file}${part}; it cannot be read` },
      { cause },
    );
  }
}

function notAModel(file: string): Problem {
  return {
    code: 'bad-weights',
    message: `expected ${file} to be the model.json of a TensorFlow.js Layers model; it is not`,
  };
}
