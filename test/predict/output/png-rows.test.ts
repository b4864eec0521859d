import test from 'ava';
import { decode } from 'fast-png';
import sharp from 'sharp';
import { pngRows, type PngFormat } from '../../../src/predict/output/png-rows.ts';

async function png(format: PngFormat, ...parts: readonly (readonly number[])[]): Promise<Buffer> {
  const written: Uint8Array[] = [];
  const rows = await pngRows(format, async (part) => void written.push(part as Uint8Array));
  for (const part of parts) await rows.add(Uint8Array.from(part));
  await rows.end();
  return Buffer.concat(written);
}

test('indices stay indices, under the colours of the palette', async (t) => {
  const palette = Uint8Array.of(0, 0, 0, 255, 127, 14, 31, 119, 180);
  const file = await png({ height: 3, width: 2, channels: 1, palette }, [0, 1, 2, 1], [2, 0]);
  const image = decode(file, { checkCrc: true });
  t.like(image, { height: 3, width: 2, channels: 1, depth: 8 });
  t.deepEqual([...image.data], [0, 1, 2, 1, 2, 0]);
  t.deepEqual(image.palette, [
    [0, 0, 0],
    [255, 127, 14],
    [31, 119, 180],
  ]);
  t.deepEqual([...(await sharp(file).raw().toBuffer())].slice(0, 6), [0, 0, 0, 255, 127, 14]);
});

test('colours come back as they were, in whatever parts rows came', async (t) => {
  const [height, width] = [5, 3];
  const pixels = Array.from({ length: height * width * 3 }, (_, at) => (at * 101) % 256);
  const row = width * 3;
  const file = await png(
    { height, width, channels: 3 },
    pixels.slice(0, row),
    pixels.slice(row, 4 * row),
    pixels.slice(4 * row),
  );
  const image = decode(file, { checkCrc: true });
  t.like(image, { height, width, channels: 3 });
  t.deepEqual([...image.data], pixels);
});

test('an image of more than one compressed part is whole', async (t) => {
  const [height, width] = [300, 400];
  let state = 1;
  const pixels = Array.from({ length: height * width * 3 }, () => (state = (state * 16807) % 2147483647) & 255);
  const { data } = decode(await png({ height, width, channels: 3 }, pixels), { checkCrc: true });
  t.true(Buffer.from(pixels).equals(Buffer.from(data)));
});
