import test from 'ava';
import { gaussianBlur } from '../../../src/data/transforms/gaussian-blur.ts';

test('a bright pixel is spread by the weights of the normal density', (t) => {
  const image = new Uint8Array(3 * 3 * 3);
  image.fill(255, 12, 15);
  const blurred = gaussianBlur(image, { height: 3, width: 3 }, 3, 1);
  // exp(-1/2) = 0.6065; the weights are 0.2741, 0.4519, 0.2741. The edge mirrors black pixels and, once, the bright
  // one.
  t.is(blurred[12], Math.round(255 * 0.4519 * 0.4519));
});

test('an image of one colour stays as it is, edges included', (t) => {
  const image = new Uint8Array(5 * 4 * 3).fill(77);
  t.deepEqual(gaussianBlur(image, { height: 5, width: 4 }, 5, 2), image);
});

test('a kernel that reaches over the whole image is refused', (t) => {
  t.throws(() => gaussianBlur(new Uint8Array(2 * 9 * 3), { height: 2, width: 9 }, 5, 1), {
    message: 'A kernel of 5 is too large for 2 x 9 pixels',
  });
});
