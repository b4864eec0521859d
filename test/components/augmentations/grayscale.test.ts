import test from 'ava';
import { applyGrayscale } from '../../../src/components/augmentations/grayscale.ts';
import { assertClose, unpack } from '../../helpers/data.ts';
import { made, source } from './_torchvision.ts';

test("torchvision's image exactly, and the mask as it is", (t) => {
  const grey = applyGrayscale(source);
  assertClose(t, grey.image, unpack(made.grey), 0);
  t.is(grey.mask, source.mask);
});
