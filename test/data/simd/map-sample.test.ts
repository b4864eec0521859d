import test from 'ava';
import { mapImage, mapSample } from '../../../src/data/simd/map-sample.ts';
import { coordinateSample } from '../../helpers/data.ts';

test('a sample gets a new image and a new mask, each from its own room', (t) => {
  const sample = coordinateSample(2, 3);
  const mapped = mapSample(sample, ({ routines }, { image, mask, imageOut, maskOut }) => {
    routines.copyBytes(image, imageOut, 18);
    routines.copyBytes(mask, maskOut, 6);
    routines.fillBytes(maskOut, 2, 9);
  });
  t.deepEqual(mapped, { ...sample, mask: Uint8Array.of(9, 9, 2, 1, 2, 3) });
  t.deepEqual(sample, coordinateSample(2, 3));
});

test('an image gets a new one', (t) => {
  const image = Uint8Array.of(1, 2, 3);
  t.deepEqual(
    mapImage(image, ({ routines }, source, target) => routines.copyBytes(source, target, 3)),
    image,
  );
});
