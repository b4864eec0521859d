import test from 'ava';
import { cannotBeRead, hasNoMask } from '../../../src/data/masks/mask-problems.ts';

test('a mask that cannot be read says what it is, or more where more is known', (t) => {
  const kind = { one: 'is a GIF', many: 'are GIFs' };
  const plain = cannotBeRead('masks/a.png', { kind, detail: '' });
  t.is(plain.message, 'the mask masks/a.png cannot be read: it is a GIF');
  t.is(plain.code, 'bad-image');
  const detailed = cannotBeRead('b.png', { kind: { one: 'is damaged', many: 'are damaged' }, detail: 'it ends early' });
  t.is(detailed.message, 'the mask b.png cannot be read: it ends early');
  t.like(detailed.of, { file: 'b.png', detail: 'it ends early', group: { many: 'masks cannot be read' } });
});

test('a photo without a mask says where that would be', (t) => {
  const problem = hasNoMask('cats/a.jpg', 'masks/a.png');
  t.is(problem.code, 'missing-mask');
  t.is(problem.message, 'expected the photo cats/a.jpg to have a mask, masks/a.png');
  t.like(problem.of, { file: 'cats/a.jpg', detail: 'masks/a.png', group: { one: 'photo has no mask' } });
});
