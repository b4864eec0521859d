import test from 'ava';
import { assertDecodable } from '../../../src/data/files/assert-decodable.ts';

test('16,383 x 16,383 pixels are decoded, and not one row more', (t) => {
  t.notThrows(() => assertDecodable({ height: 16_383, width: 16_383 }));
  t.throws(() => assertDecodable({ height: 16_384, width: 16_383 }), {
    message: 'its header says 16383 x 16384 pixels, and at most 268,402,689 are decoded',
  });
});
