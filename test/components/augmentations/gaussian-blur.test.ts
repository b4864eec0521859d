import test from 'ava';
import { applyGaussianBlur } from '../../../src/components/augmentations/gaussian-blur.ts';
import { assertClose, unpack, validated } from '../../helpers/data.ts';
import { made, source } from './_torchvision.ts';

for (const { kernelSize, sigma, image } of made.blur) {
  test(`${kernelSize} pixels, sigma ${sigma}: torchvision's image within one level`, (t) => {
    const blurred = applyGaussianBlur(source, kernelSize, sigma);
    assertClose(t, blurred.image, unpack(image), 1, 0.001);
    t.is(blurred.mask, source.mask);
  });
}

test('a kernel of an even size has no centre, and a range has its lower end first', (t) => {
  t.throws(() => validated('augmentation', { type: 'gaussian-blur', kernel_size: 4 }), { message: /odd/ });
  t.throws(() => validated('augmentation', { type: 'gaussian-blur', sigma: [2, 1] }), { message: /lowest first/ });
});
