import test from 'ava';
import { decoderWidths } from '../../../../src/components/models/unet/decoder-widths.ts';
import { TesseraError } from '../../../../src/core/errors/index.ts';

const levels = [4, 6, 8].map((channels, index) => ({ channels, stride: 2 ** (index + 1) }));

test('by default each step has the width of the next finer level, and the last keeps the finest', (t) => {
  t.deepEqual(decoderWidths(levels, undefined), [6, 4, 4]);
});

test('given widths are taken as they are', (t) => {
  t.deepEqual(decoderWidths(levels, [7, 5, 3]), [7, 5, 3]);
});

test('a wrong number of widths is refused', (t) => {
  const error = t.throws(() => decoderWidths(levels, [4, 4]), { instanceOf: TesseraError });
  t.like(error.problems[0], {
    code: 'bad-value',
    path: 'model.decoder_widths',
    message: 'decoder_widths must have one entry per encoder level, 3 here; got 2',
  });
});
