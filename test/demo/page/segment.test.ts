import test from 'ava';
import { segment } from '../../../src/demo/page/segment.ts';

const classes = [
  { name: 'background', color: [0, 0, 0] as const },
  { name: 'bright', color: [255, 255, 255] as const },
];

/** A network that calls a pixel bright where its red is more than 128. */
function brightness(pixels: Uint8Array): Promise<Float32Array> {
  return Promise.resolve(
    Float32Array.from({ length: (pixels.length / 3) * 2 }, (_, at) => (at % 2) * (pixels[3 * (at >> 1)]! - 128)),
  );
}

/** Black on the left, white on the right. */
function halves(height: number, width: number) {
  const image = Uint8Array.from({ length: height * width * 3 }, (_, at) =>
    Math.floor(at / 3) % width < width / 2 ? 0 : 255,
  );
  return { name: '', height, width, image };
}

test("a photo is padded to what the network takes, and the answer has the photo's own size", async (t) => {
  const seen: unknown[] = [];
  const resize = { policy: 'none', size: { height: 8, width: 8 }, multiple: 8, interpolation: 'bilinear' } as const;
  const times = [0, 5, 105, 107];
  const answer = await segment(
    halves(6, 10),
    { resize, classes, sizes: 'free' },
    (pixels, size) => {
      seen.push(size, pixels.length);
      return brightness(pixels);
    },
    () => times.shift()!,
  );
  t.deepEqual(seen, [{ height: 8, width: 16 }, 8 * 16 * 3]);
  t.deepEqual(answer.input, { height: 8, width: 16 });
  t.deepEqual(answer.size, { height: 6, width: 10 });
  t.deepEqual([...answer.labels], Array.from({ length: 6 }, () => [0, 0, 0, 0, 0, 1, 1, 1, 1, 1]).flat());
  t.deepEqual(answer.milliseconds, { resize: 5, network: 100, labels: 2 });
});

test('a photo is reduced for the network, and its logits are enlarged again', async (t) => {
  const resize = { policy: 'stretch', size: { height: 2, width: 4 }, multiple: 1, interpolation: 'bilinear' } as const;
  const answer = await segment(halves(8, 16), { resize, classes, sizes: 'free' }, brightness, () => 0);
  t.deepEqual(answer.input, { height: 2, width: 4 });
  t.deepEqual([...answer.labels.subarray(0, 16)], [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
  t.is(answer.labels.length, 128);
});

test('a network that takes one size sees the whole photo in it', async (t) => {
  const resize = { policy: 'cover', size: { height: 8, width: 8 }, multiple: 1, interpolation: 'bilinear' } as const;
  const answer = await segment(halves(8, 16), { resize, classes, sizes: [[8, 8]] }, brightness, () => 0);
  t.deepEqual(answer.input, { height: 8, width: 8 });
  t.deepEqual([...answer.labels.subarray(0, 16)], [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1]);
});
