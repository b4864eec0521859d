import test from 'ava';
import { OtherContent } from '../../../src/data/formats/other-content.ts';
import { tiffHeader } from '../../../src/data/formats/tiff-header.ts';
import { assertPhoto } from '../../../src/data/images/assert-photo.ts';
import { tiffBytes, type TiffParts } from '../../helpers/tiff.ts';

const check = (more: Partial<TiffParts>, copies = 1) => {
  const part = { width: 1, height: 1, bits: 8, photometric: 2, samples: 3, pixels: new Uint8Array(16), ...more };
  return () => assertPhoto(tiffHeader(tiffBytes(new Array<TiffParts>(copies).fill(part))));
};

test('grey, palette, RGB and CMYK of 8 or 16 bits are photos, with or without transparency', (t) => {
  t.notThrows(check({}));
  t.notThrows(check({ samples: 4, extra: [2] }));
  t.notThrows(check({ bits: 16 }));
  t.notThrows(check({ photometric: 5, samples: 4 }));
  t.notThrows(check({ photometric: 1, samples: 1 }));
  t.notThrows(check({ photometric: 1, samples: 2, extra: [1] }));
  t.notThrows(check({ photometric: 3, samples: 1, colorMap: new Array<number>(768).fill(0) }));
});

test('other channels are refused with their number and what to do', (t) => {
  const infrared = t.throws(check({ samples: 4, extra: [0] }), { instanceOf: OtherContent });
  t.is(
    infrared.message,
    'expected grey, RGB or CMYK, with or without transparency, got 4 channels; save the channels that a photo would show as RGB',
  );
  t.throws(check({ photometric: 1, samples: 5, extra: [0, 0, 0, 0] }), { message: /got 5 channels/ });
  t.throws(check({ photometric: 1, samples: 2, extra: [0] }), { message: /got 2 channels/ });
});

test('longer numbers, signed ones and several images are refused', (t) => {
  t.throws(check({ photometric: 1, samples: 1, bits: 32, format: 3 }), {
    message: /at most 16 bits, got 32 bits \(float\)/,
  });
  t.throws(check({ photometric: 1, samples: 1, bits: 16, format: 2 }), { message: /got 16 bits \(signed\)/ });
  t.throws(check({}, 3), { message: 'expected one image, the file has 3' });
});
