import test from 'ava';
import { displace, smoothField, uniformNoise } from '../../../src/data/transforms/elastic.ts';
import { assertClose, unpack } from '../../helpers/data.ts';
import { albumentations, sample } from '../../components/augmentations/_albumentations.ts';

const floats = (bytes: Uint8Array) => new Float32Array(Uint8Array.from(bytes).buffer);

for (const { sigma, alpha, noise, fields, image, mask } of albumentations.elastic)
  test(`sigma ${sigma}: fields are those of numpy, and pixels move as in torchvision`, (t) => {
    const [dx, dy] = noise.map((each) => smoothField(unpack(each), sample, sigma, alpha)) as [Uint8Array, Uint8Array];
    [dx, dy].forEach((field, axis) => {
      const expected = floats(unpack(fields[axis]!));
      t.is(field.length, expected.byteLength);
      floats(field).forEach((shift, pixel) => t.true(Math.abs(shift - expected[pixel]!) < 1e-4 * alpha));
    });
    const moved = displace(sample, { dx: unpack(fields[0]), dy: unpack(fields[1]) });
    assertClose(t, moved.image, unpack(image), 1, 0.01);
    assertClose(t, moved.mask, unpack(mask), 0);
  });

test('a shift of one pixel to the right takes the next column, and fills the last one', (t) => {
  const small = {
    name: 's',
    height: 1,
    width: 3,
    image: Uint8Array.of(10, 10, 10, 20, 20, 20, 30, 30, 30),
    mask: Uint8Array.of(0, 1, 2),
  };
  const field = (value: number) => new Uint8Array(new Float32Array(3).fill(value).buffer);
  const { image, mask } = displace(small, { dx: field(1), dy: field(0) });
  t.deepEqual(
    [[...image], [...mask]],
    [
      [20, 20, 20, 30, 30, 30, 0, 0, 0],
      [1, 2, 255],
    ],
  );
  t.deepEqual([...displace(small, { dx: field(1), dy: field(0) }, 7).mask], [1, 2, 7]);
});

test('noise is uniform from -1 to 1, and another seed gives other noise', (t) => {
  const size = { height: 101, width: 99 };
  const noise = floats(uniformNoise(size, [1n << 40n, 5n]));
  const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length;
  t.is(noise.length, 9999);
  t.true(noise.every((value) => value >= -1 && value < 1));
  t.true(Math.abs(mean(noise)) < 0.03);
  // The variance of a uniform number in [-1, 1) is 1/3.
  t.true(Math.abs(mean(noise.map((value) => value * value)) - 1 / 3) < 0.02);
  t.is(new Set(noise).size > 9900, true);
  t.notDeepEqual(floats(uniformNoise(size, [1n << 40n, 6n])), noise);
});
