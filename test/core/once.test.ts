import test from 'ava';
import { once } from '../../src/core/once.ts';

test('a value is made at the first call only, also if it is undefined', (t) => {
  const made: string[] = [];
  const nothing = once(() => void made.push('nothing'));
  const number = once(() => made.push('number'));
  t.deepEqual([nothing(), nothing(), number(), number()], [undefined, undefined, 2, 2]);
  t.deepEqual(made, ['nothing', 'number']);
});

test('what fails is tried again', (t) => {
  let tries = 0;
  const second = once(() => {
    if (++tries === 1) throw new Error('first');
    return tries;
  });
  t.throws(second, { message: 'first' });
  t.is(second(), 2);
});
