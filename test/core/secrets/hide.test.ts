import test from 'ava';
import { hideSecrets, rememberSecret } from '../../../src/core/secrets/hide.ts';

test('values that were given away are replaced by their references, wherever they occur', (t) => {
  rememberSecret('hunter22', '${secret:PASSWORD}');
  rememberSecret('hunter22-and-more', '${secret:LONGER}');
  t.is(
    hideSecrets('https://me:hunter22@host and hunter22, hunter22-and-more'),
    'https://me:${secret:PASSWORD}@host and ${secret:PASSWORD}, ${secret:LONGER}',
  );
  t.is(hideSecrets('nothing here'), 'nothing here');
});

test('a value is replaced character by character, whatever it looks like', (t) => {
  rememberSecret('a.c$&(', '${secret:ODD}');
  t.is(hideSecrets('abc$&( a.c$&('), 'abc$&( ${secret:ODD}');
});

test('values of fewer than four characters are not looked for', (t) => {
  rememberSecret('xyz', '${secret:SHORT}');
  rememberSecret('wxyz', '${secret:LONG_ENOUGH}');
  t.is(hideSecrets('xyz'), 'xyz');
  t.is(hideSecrets('wxyz'), '${secret:LONG_ENOUGH}');
});
