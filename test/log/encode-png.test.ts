import { decode } from 'fast-png';
import test from 'ava';
import { encodePng, pngImage } from '../../src/log/encode-png.ts';

const pixels = Uint8Array.from({ length: 2 * 3 * 3 }, (_, index) => index * 10);

test('pixels come back as they were', async (t) => {
  const image = await encodePng(pixels, { height: 2, width: 3 });
  t.like(image, { height: 2, width: 3 });
  const { data, ...size } = decode(image.png);
  t.like(size, { height: 2, width: 3 });
  t.deepEqual([...data], [...pixels]);
});

test('the size of an encoded image is read from its header, wherever its bytes lie', async (t) => {
  const { png } = await encodePng(pixels, { height: 2, width: 3 });
  const within = new Uint8Array(png.length + 5);
  within.set(png, 5);
  t.like(pngImage(within.subarray(5)), { height: 2, width: 3 });
});
