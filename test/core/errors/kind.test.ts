import test from 'ava';
import { areKind, numbered } from '../../../src/core/errors/index.ts';

test('one is, many are', (t) => {
  const gif = areKind('a GIF', 'GIFs');
  t.is(numbered(1, gif), '1 is a GIF');
  t.is(numbered(0, gif), '0 are GIFs');
  t.is(numbered(1234, gif), '1,234 are GIFs');
});
