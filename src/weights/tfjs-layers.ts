import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { TesseraError, type Problem } from '../core/errors/index.ts';
import { arrays, type StoredArray, toFloat32 } from './dtypes.ts';

const quantizationSchema = z.union([
  z.object({ dtype: z.enum(['uint8', 'uint16']), scale: z.number(), min: z.number() }),
  z.object({ dtype: z.literal('float16') }),
]);
type Quantization = z.output<typeof quantizationSchema>;

const modelFile = z.object({
  weightsManifest: z.array(
    z.object({
      paths: z.array(z.string()),
      weights: z.array(
        z.object({
          name: z.string(),
          shape: z.array(z.int().nonnegative()),
          dtype: z.string(),
          quantization: quantizationSchema.optional(),
        }),
      ),
    }),
  ),
});
type Group = z.output<typeof modelFile>['weightsManifest'][number];
type Entry = Group['weights'][number];

/**
 * The weights of a TensorFlow.js Layers model, by name: `file` is its `model.json`, the shards lie beside it. Quantized
 * ones become float32 as TensorFlow.js makes them.
 * @throws TesseraError `file-missing`, or `bad-weights` when the files aren't such a model, have another dtype or are
 * cut short.
 */
export async function readTfjsLayersWeights(file: string): Promise<Map<string, StoredArray>> {
  const { weightsManifest } = parseModel(await read(file, file), file);
  const groups = await Promise.all(weightsManifest.map((group) => readGroup(group, file)));
  return new Map(groups.flat());
}

/** The names of such a model's tensors, of which `model.json` tells. @throws TesseraError as reading them does */
export async function tfjsLayersNames(file: string): Promise<string[]> {
  const { weightsManifest } = parseModel(await read(file, file), file);
  return weightsManifest.flatMap(({ weights }) => weights.map(({ name }) => name));
}

/** The names of the files of such a model, `model.json` first. If that can't be read, only its own. */
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
  const problems = weights
    .filter(({ dtype }) => !Object.hasOwn(dtypes, dtype))
    .map(({ name, dtype }): Problem => ({
      code: 'bad-weights',
      message: `expected \`${name}\` in ${file} to be ${Object.keys(dtypes).join(', ')}; got ${dtype}`,
    }));
  if (problems.length > 0) throw new TesseraError(problems);
  const bytes = Buffer.concat(await Promise.all(paths.map((shard) => read(path.join(folder, shard), file))));
  const expected = weights.reduce((total, entry) => total + bytesOf(entry), 0);
  if (bytes.length !== expected) {
    const message = `expected ${expected} bytes in ${paths.join(', ')} of ${file}; got ${bytes.length}`;
    throw new TesseraError({ code: 'bad-weights', message });
  }
  let offset = 0;
  return weights.map((entry) => {
    const start = offset;
    offset += bytesOf(entry);
    return [entry.name, decode(entry, Uint8Array.from(bytes.subarray(start, offset)).buffer)];
  });
}

/** What TensorFlow.js calls each dtype that is read. */
const dtypes = { float32: 'F32', int32: 'I32', bool: 'BOOL' } as const;

const widths = { uint8: 1, uint16: 2, float16: 2 } as const;

function bytesOf({ shape, dtype, quantization }: Entry): number {
  const width = quantization
    ? widths[quantization.dtype]
    : arrays[dtypes[dtype as keyof typeof dtypes]].BYTES_PER_ELEMENT;
  return width * shape.reduce((product, dimension) => product * dimension, 1);
}

/** Weight files are little-endian, and so is every machine that Node.js runs on here. */
function decode({ shape, dtype: name, quantization }: Entry, bytes: ArrayBuffer): StoredArray {
  const dtype = dtypes[name as keyof typeof dtypes];
  if (!quantization) return { dtype, shape, data: new arrays[dtype](bytes) };
  const values = dequantize(quantization, bytes);
  if (dtype === 'F32') return { dtype, shape, data: Float32Array.from(values) };
  return { dtype: 'I32', shape, data: Int32Array.from(values, Math.round) };
}

/** Computed in double precision, as TensorFlow.js does (`decodeWeights`). */
function dequantize(quantization: Quantization, bytes: ArrayBuffer): ArrayLike<number> {
  if (quantization.dtype === 'float16') return toFloat32('F16', new Uint16Array(bytes));
  const { dtype, scale, min } = quantization;
  const steps = dtype === 'uint8' ? new Uint8Array(bytes) : new Uint16Array(bytes);
  return Float64Array.from(steps, (step) => step * scale + min);
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
