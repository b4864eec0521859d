import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TesseraError } from '../core/errors/index.ts';
import { isPlainObject } from '../core/plain-object.ts';
import { readBytes } from '../data/files/read-bytes.ts';
import { exportOnnx, type OnnxOptions } from '../export/export-onnx.ts';
import type { Description } from '../export/description.ts';
import { readOnnxDescription } from '../export/onnx/read-metadata.ts';
import type { Trained } from '../trained/trained.ts';

export interface DemoModel {
  /** An ONNX model: uint8 in, logits out. */
  readonly model: Uint8Array;
  readonly description: Description;
}

/** Photos on which the model is compared with the run. */
const comparedPhotos = 8;

/** Exports a trained network. @throws TesseraError as `exportOnnx` does */
export async function modelOfRun(
  trained: Trained,
  options: Pick<OnnxOptions, 'observer' | 'signal'>,
): Promise<DemoModel> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-demo-'));
  try {
    const file = join(folder, 'model.onnx');
    const fileFor = () => Promise.resolve(file);
    const form = { input: 'uint8', output: 'logits' } as const;
    const [exported] = await exportOnnx(trained, { ...options, ...form, photos: comparedPhotos, fileFor });
    return { model: await readFile(file), description: asSeen(trained, exported!.description) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * A model that `tessera export` wrote.
 * @throws TesseraError `bad-argument` if it is of another form than the page takes; `bad-export`
 */
export async function modelOfFile(file: string): Promise<DemoModel> {
  const model = readBytes(file, { code: 'file-missing', message: `the model ${file} does not exist` });
  const description = readOnnxDescription(model, file);
  const { input, output } = description;
  if (input === 'uint8' && output === 'logits') return { model, description };
  throw new TesseraError({
    code: 'bad-argument',
    message: `expected a model from uint8 to logits, got ${file}, which goes from ${input} to ${output}`,
    hints: ['export it so: tessera export <run> --to onnx', 'or name the run itself: tessera demo <run>'],
  });
}

/** A run on tiles saw photos at their own resolution, so the page shows it whole photos of that. */
function asSeen({ loaded }: Trained, description: Description): Description {
  if (!isPlainObject(loaded.experiment.dataset['tiles'])) return description;
  return { ...description, resize: { ...description.resize, policy: 'none' } };
}
