import test from 'ava';
import { networkOutline } from '../../../src/components/models/network-outline.ts';
import { TesseraError } from '../../../src/core/errors/index.ts';

test('an image is a multiple of the coarsest stride that is used', (t) => {
  t.deepEqual(networkOutline([2, 4, 8, 16], [0, 2], []), { inputMultiple: 8, parts: ['encoder', 'decoder', 'head'] });
  t.is(networkOutline([4, 8, 8], [2], []).inputMultiple, 8, 'strides that dilation replaced');
});

test('a head uses a level too, which may be counted from the end', (t) => {
  const outline = networkOutline([2, 4, 8, 16], [1], [{ level: 0 }, { level: -1 }]);
  t.deepEqual(outline, { inputMultiple: 16, parts: ['encoder', 'decoder', 'head', 'auxiliary'] });
});

test('a head on a level that is not there is a problem of its own key', (t) => {
  const error = t.throws(() => networkOutline([2, 4], [1], [{ level: 1 }, { level: 2 }]), {
    instanceOf: TesseraError,
  });
  t.is(error.problems[0]!.path, 'model.auxiliary_heads.1.level');
});
