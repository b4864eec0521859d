import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { createRandom } from '../src/core/random.ts';
import { measureStep, type StepTimes } from './measure-step.ts';
import { engineOf, python, pytorchVersion } from './step-engines.ts';

export interface PredictCase {
  readonly net: string;
  readonly photos: number;
  readonly height: number;
  readonly width: number;
  /** Shortest side of a photo as the network sees it. */
  readonly size: number;
  readonly classes: number;
  readonly batch: number;
  readonly threads: number;
  readonly rounds: number;
}

export const usualPredictCase: PredictCase = {
  net: 'unet',
  photos: 48,
  height: 400,
  width: 600,
  size: 256,
  classes: 3,
  batch: 4,
  threads: availableParallelism(),
  rounds: 4,
};

/** Times of predicting all photos, on each engine that is there. */
export async function measurePredict(
  one: PredictCase = usualPredictCase,
): Promise<(StepTimes & Pick<PredictCase, 'photos'>)[]> {
  const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
  try {
    await writePhotos(join(folder, 'photos'), one.photos, one.height, one.width);
    const numbers = [one.size, one.classes, one.batch, one.threads].map(String);
    const args = [one.net, join(folder, 'photos'), folder, ...numbers];
    const worker = (name: string) => fileURLToPath(new URL(name, import.meta.url));
    const torch = pytorchVersion();
    const engines = [
      engineOf('tessera', process.execPath, [
        '--conditions=tessera-source',
        '--import=./test/loader/register.mjs',
        worker('predict-worker.ts'),
        ...args,
      ]),
      ...(torch === undefined ? [] : [engineOf(`pytorch ${torch}`, python(), [worker('predict-worker.py'), ...args])]),
    ];
    return (await measureStep(engines, one.rounds)).map((times) => ({ ...times, photos: one.photos }));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Photos of soft shapes with some noise, which compress about as real ones. */
async function writePhotos(where: string, photos: number, height: number, width: number): Promise<void> {
  await mkdir(where, { recursive: true });
  for (let index = 0; index < photos; index++) {
    const random = createRandom('bench', index);
    const small = Uint8Array.from({ length: 12 * 18 * 3 }, () => random.integer(0, 256));
    const soft = await sharp(small, { raw: { height: 12, width: 18, channels: 3 } })
      .resize(width, height, { fit: 'fill' })
      .raw()
      .toBuffer();
    const noisy = soft.map((level) => Math.max(0, Math.min(255, level + random.integer(-12, 13))));
    await sharp(noisy, { raw: { height, width, channels: 3 } })
      .jpeg({ quality: 90 })
      .toFile(join(where, `${index}.jpg`));
  }
}
