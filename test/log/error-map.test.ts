import { decode } from 'fast-png';
import test from 'ava';
import { drawErrorMap } from '../../src/log/error-map.ts';

test('wrong pixels are red, right ones dim grey, ignored ones white', async (t) => {
  const image = Uint8Array.of(100, 100, 100, 100, 100, 100, 200, 0, 0);
  const { png } = await drawErrorMap({
    image,
    mask: Uint8Array.of(1, 255, 0),
    prediction: Uint8Array.of(0, 0, 0),
    height: 1,
    width: 3,
  });
  // 0.299 * 200 / 2 is 29.9.
  t.deepEqual([...decode(png).data], [230, 0, 38, 255, 255, 255, 29, 29, 29]);
});

test('a large image is reduced as in panels', async (t) => {
  const [height, width] = [4, 1030];
  const mask = Uint8Array.from({ length: height * width }, (_, pixel) => Number(pixel === 3 || pixel === 3 * width));
  const prediction = new Uint8Array(height * width);
  const map = await drawErrorMap({ image: new Uint8Array(height * width * 3), mask, prediction, height, width });
  t.deepEqual([map.height, map.width], [2, 344]);
  const { data } = decode(map.png);
  t.deepEqual([...data.subarray(0, 6)], [0, 0, 0, 230, 0, 38]);
  t.deepEqual([...data.subarray(3 * 344, 3 * 344 + 6)], [230, 0, 38, 0, 0, 0], 'the fourth row is the next one');
});
