import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import test from 'ava';
import { decode } from 'fast-png';
import type { Forward } from '../../../src/predict/forward.ts';
import { classValues } from '../../../src/predict/output/drawing.ts';
import { writeAnswer } from '../../../src/predict/output/write-answer.ts';
import { newFolder } from '../../helpers/tessera.ts';

const classes = [
  { name: 'ground', color: [0, 0, 0] as const },
  { name: 'cat', color: [255, 127, 14] as const },
];
const framing = { kind: 'tiles', tile: { height: 2, width: 2 }, overlap: 0 } as const;
const form = { classes, values: classValues(classes, [9, 4]), framing };
const image = { name: 'x', height: 3, width: 2, image: Uint8Array.from({ length: 18 }, (_, at) => at * 10) };
/** The second class is where red is at least 100. */
const byRed: Forward = async (pixels) =>
  Float32Array.from({ length: (pixels.length / 3) * 2 }, (_, at) => (at % 2 === 0 ? 0 : pixels[(at >> 1) * 3]! - 99));

test('label map, overlay and probabilities are written together', async (t) => {
  const folder = await newFolder();
  const files = {
    labels: join(folder, 'labels/sub/x.png'),
    overlay: join(folder, 'overlays/x.png'),
    probabilities: join(folder, 'x.npy'),
  };
  const shares = await writeAnswer(image, files, form, byRed);
  t.deepEqual(
    shares.map(({ share }) => Number(share.toFixed(4))),
    [0.6667, 0.3333],
  );
  const labels = decode(await readFile(files.labels));
  t.deepEqual([...labels.data], [9, 9, 9, 9, 4, 4]);
  t.deepEqual(labels.palette?.[4], [255, 127, 14]);
  const overlay = decode(await readFile(files.overlay));
  t.deepEqual([...overlay.data.slice(0, 12)], [...image.image.slice(0, 12)]);
  t.deepEqual([...overlay.data.slice(12, 15)], [188, 129, 77]);
  const npy = await readFile(files.probabilities);
  t.regex(npy.toString('latin1', 0, 128), /'descr': '<f4', .*'shape': \(3, 2, 2\)/);
  const probabilities = new Float32Array(npy.buffer.slice(npy.byteOffset + 128, npy.byteOffset + npy.length));
  t.is(probabilities.length, 12);
  t.is(
    Number(probabilities[9]!.toFixed(5)),
    Number((1 / (1 + Math.exp(-21))).toFixed(5)),
    'red 120 of the fifth pixel',
  );
});

test('an answer that fails on the way leaves no file', async (t) => {
  const folder = await newFolder();
  const files = { labels: join(folder, 'labels/x.png'), overlay: join(folder, 'overlays/x.png') };
  let tiles = 0;
  const failing: Forward = (pixels, size) => (tiles++ > 0 ? Promise.reject(new Error('no more')) : byRed(pixels, size));
  await t.throwsAsync(writeAnswer(image, files, form, failing), { message: 'no more' });
  t.deepEqual((await readdir(folder, { recursive: true })).sort(), ['labels', 'overlays']);
});
