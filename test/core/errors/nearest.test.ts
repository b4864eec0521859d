import fc from 'fast-check';
import test from 'ava';
import { editDistance, nearest } from '../../../src/core/errors/nearest.ts';

test('the distance counts insertions, deletions, replacements and swaps of neighbours', (t) => {
  t.is(editDistance('', ''), 0);
  t.is(editDistance('', 'abc'), 3);
  t.is(editDistance('abc', ''), 3);
  t.is(editDistance('lr', 'lrr'), 1);
  t.is(editDistance('focal', 'focl'), 1);
  t.is(editDistance('focal', 'fokal'), 1);
  t.is(editDistance('wieght', 'weight'), 1);
  t.is(editDistance('kitten', 'sitting'), 3);
  // Unlike the unrestricted distance, which is 2: no letter is changed after it was swapped.
  t.is(editDistance('ca', 'abc'), 3);
});

test('the distance is that of the reverse way, and 0 only for equal texts', (t) => {
  const text = fc.string({ maxLength: 8, unit: fc.constantFrom('a', 'b', 'c') });
  fc.assert(
    fc.property(text, text, (a, b) => {
      const distance = editDistance(a, b);
      t.is(distance, editDistance(b, a));
      t.is(distance === 0, a === b);
      t.true(distance >= Math.abs(a.length - b.length) && distance <= Math.max(a.length, b.length));
    }),
  );
});

test('a name may differ in a third of its letters, at least in one', (t) => {
  t.is(nearest('lrr', ['lr']), 'lr');
  t.is(nearest('xy', ['x']), 'x');
  t.is(nearest('abcdef', ['abcdxx']), 'abcdxx');
  t.is(nearest('abcdef', ['abcxxx']), undefined);
  t.is(nearest('banana', ['lr', 'momentum']), undefined);
  t.is(nearest('x', []), undefined);
});

test('of several, the nearest is meant, and of equally near ones the first', (t) => {
  t.is(nearest('focall', ['vocal', 'focal']), 'focal');
  t.is(nearest('cat', ['bat', 'rat']), 'bat');
});

test('capitals, hyphens, underscores and spaces make no difference', (t) => {
  t.is(nearest('weightDecay', ['weight_decay']), 'weight_decay');
  t.is(nearest('Cross Entropy', ['cross-entropy']), 'cross-entropy');
});

test('the beginning of one name stands for it, from three letters on', (t) => {
  t.is(nearest('mom', ['momentum', 'lr']), 'momentum');
  t.is(nearest('mo', ['momentum', 'lr']), undefined);
  t.is(nearest('step', ['step_size_a', 'step_size_b']), undefined);
});
