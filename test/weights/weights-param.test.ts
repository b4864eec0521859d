import test from 'ava';
import { weightsOptions, weightsParam } from '../../src/weights/weights-param.ts';

test('both forms are taken, and the short one stays a text, on which ids stand', (t) => {
  t.is(weightsParam.parse(undefined), undefined);
  t.is(weightsParam.parse('imagenet'), 'imagenet');
  t.deepEqual(weightsParam.parse({ from: 'a.pth', prefix: 'encoder.' }), {
    from: 'a.pth',
    prefix: 'encoder.',
    map: {},
    strict: true,
  });
  t.deepEqual(weightsOptions('imagenet'), { from: 'imagenet', map: {}, strict: true });
  const long = { from: 'a', map: { b: 'c' }, strict: false };
  t.is(weightsOptions(long), long);
});

for (const [title, value] of [
  ['an empty text', ''],
  ['an address of an unknown kind', 's3://a/b'],
  ['the same in the long form', { from: 's3://a/b' }],
  ['no source', { prefix: 'a' }],
  ['an unknown key', { from: 'a', perfix: 'a' }],
  ['a pattern that is none', { from: 'a', map: { '(': '' } }],
  ['an empty pattern', { from: 'a', map: { '': 'x' } }],
  ['a number', 3],
] as const)
  test(`${title} is refused`, (t) => t.false(weightsParam.safeParse(value).success));
