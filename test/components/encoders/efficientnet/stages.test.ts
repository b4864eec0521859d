import test from 'ava';
import { efficientNetB0 } from '../../../../src/components/encoders/efficientnet/stages.ts';

test('squeeze-excite has a quarter of the block input inside, and the first block expands nothing', (t) => {
  const blocks = efficientNetB0().flat();
  t.is(blocks.length, 16);
  t.deepEqual(
    blocks.slice(0, 4).map(({ expanded, squeeze, stride }) => [expanded, squeeze?.channels, stride]),
    [
      [32, 8, 1],
      [96, 4, 2],
      [144, 6, 1],
      [144, 6, 2],
    ],
  );
});
