import test from 'ava';
import { TesseraError, type ErrorCode } from '../../../src/core/errors/index.ts';
import { isUnreadable } from '../../../src/data/sources/unreadable.ts';

const failure = (...codes: ErrorCode[]) => new TesseraError(codes.map((code) => ({ code, message: 'm' })));

test('what is wrong with files makes a sample unreadable, if nothing else is wrong', (t) => {
  t.true(isUnreadable(failure('file-missing', 'missing-mask')));
  t.true(isUnreadable(failure('bad-image')));
  t.true(isUnreadable(failure('bad-mask-value')));
  t.false(isUnreadable(failure('bad-image', 'sample-failed')));
  t.false(isUnreadable(new Error('bad-image')));
});
