/**
 * `npm run bench -- predict`: from photo files to label maps and overlays, beside the same network in PyTorch. Both decode,
 * resize, predict at the photo's own size and write PNGs, in as many threads, and take turns.
 */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import sharp from 'sharp';
import { createRandom } from '../src/core/random.ts';
import { measureStep } from './measure-step.ts';
import { engineOf, python, pytorchVersion } from './step-engines.ts';

const { values: options } = parseArgs({
  args: process.argv.slice(2),
  options: {
    net: { type: 'string', default: 'unet' },
    photos: { type: 'string', default: '48' },
    height: { type: 'string', default: '400' },
    width: { type: 'string', default: '600' },
    size: { type: 'string', default: '256' },
    classes: { type: 'string', default: '3' },
    batch: { type: 'string', default: '4' },
    threads: { type: 'string', default: String(availableParallelism()) },
    rounds: { type: 'string', default: '4' },
  },
});
const { net, size, classes, batch, threads } = options;
const count = Number(options.photos);
const folder = await mkdtemp(join(tmpdir(), 'tessera-bench-'));
try {
  await writePhotos(join(folder, 'photos'), count, Number(options.height), Number(options.width));
  const args = [net, join(folder, 'photos'), folder, size, classes, batch, threads];
  const worker = (name: string) => fileURLToPath(new URL(name, import.meta.url));
  const torch = pytorchVersion();
  if (torch === undefined)
    console.log(`No comparison with PyTorch: ${python()} has no torch. TESSERA_PYTHON names another Python.`);
  const engines = [
    engineOf('tessera', process.execPath, [
      '--conditions=tessera-source',
      '--import=./test/loader/register.mjs',
      worker('predict-worker.ts'),
      ...args,
    ]),
    ...(torch === undefined ? [] : [engineOf(`pytorch ${torch}`, python(), [worker('predict-worker.py'), ...args])]),
  ];
  const rows = await measureStep(engines, Number(options.rounds));
  console.log(
    `${net}, ${count} photos of ${options.height} x ${options.width} seen at ${size}, batches of ${batch}, ${threads} threads`,
  );
  const [own, other] = rows;
  console.table(
    rows.map((row) => ({
      engine: row.engine,
      'photos per second': Number(((count * 1000) / row.least).toFixed(1)),
      median: Number(((count * 1000) / row.median).toFixed(1)),
      'processor ms per photo': Number((row.cpu / count).toFixed(1)),
      'peak MiB': row.peakMiB,
    })),
  );
  if (own && other) console.log(`PyTorch takes ${(other.least / own.least).toFixed(2)} times as long`);
} finally {
  await rm(folder, { recursive: true, force: true });
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
