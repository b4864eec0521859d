import test, { type ExecutionContext } from 'ava';
import { crc32c, maskedCrc32c } from '../../../src/log/tensorboard/crc32c.ts';

function checkCrc(t: ExecutionContext, bytes: Uint8Array, expected: number) {
  t.is(crc32c(bytes), expected);
}

// RFC 3720, appendix B.4.
test('the CRC of 32 zero bytes is as in the RFC', checkCrc, new Uint8Array(32), 0x8a9136aa);
test('the CRC of 32 bytes of ones is as in the RFC', checkCrc, new Uint8Array(32).fill(0xff), 0x62a8ab43);
test(
  'the CRC of 0 to 31 is as in the RFC',
  checkCrc,
  Uint8Array.from({ length: 32 }, (_, index) => index),
  0x46dd794e,
);
test(
  'the CRC of 31 down to 0 is as in the RFC',
  checkCrc,
  Uint8Array.from({ length: 32 }, (_, index) => 31 - index),
  0x113fdb5c,
);
test('the CRC of nothing is zero', checkCrc, new Uint8Array(), 0);

test('the masked CRC of a record length of 24 is the one that TensorBoard writes', (t) => {
  t.is(maskedCrc32c(Uint8Array.of(24, 0, 0, 0, 0, 0, 0, 0)), 0x224b7fa3);
});
