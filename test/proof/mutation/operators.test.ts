import test from 'ava';
import { candidatesOfText } from './_tree.ts';

/** What one line becomes, with the line's own text left away where it is the same. */
const changes = (text: string) => candidatesOfText(text).map(({ to }) => to);

test('arithmetic, comparison and logic change to their neighbours', (t) => {
  t.deepEqual(changes('x = a + b'), [';', 'x = a - b']);
  t.deepEqual(changes('x = a < b'), [';', 'x = a <= b', 'x = a >= b']);
  t.deepEqual(changes('x = a === b'), [';', 'x = a !== b']);
  t.deepEqual(changes('x = a && b'), [';', 'x = a || b']);
  t.deepEqual(changes('x -= a'), [';', 'x += a']);
  t.deepEqual(changes('x++'), [';', 'x--']);
});

test('`??` becomes `||` only where the left side can be falsy without being missing', (t) => {
  t.deepEqual(changes('declare const a: number | undefined; f(a ?? b)').slice(-2), [
    'declare const a: number | undefined; f(a || b)',
    'declare const a: number | undefined; f(b)',
  ]);
  t.deepEqual(changes('declare const a: { b: 1 } | undefined; f(a ?? b)').slice(1), [
    'declare const a: { b: 1 } | undefined; f(b)',
  ]);
});

test('a condition becomes always, never and its opposite', (t) => {
  t.deepEqual(changes('if (a) b;'), ['if (true) b;', 'if (false) b;', 'if (!(a)) b;', 'if (a) ;']);
  t.deepEqual(changes('if (!a) {}'), ['if (true) {}', 'if (false) {}', 'if (a) {}']);
  t.deepEqual(changes('while (a) {}'), ['while (false) {}']);
});

test('literals change to another of their type', (t) => {
  t.deepEqual(changes("f(1, 'a', '', true, [2], {}, -1)"), [
    ';',
    "f(2, 'a', '', true, [2], {}, -1)",
    "f(1, '', '', true, [2], {}, -1)",
    "f(1, 'a', 'mutant', true, [2], {}, -1)",
    "f(1, 'a', '', false, [2], {}, -1)",
    "f(1, 'a', '', true, [], {}, -1)",
    "f(1, 'a', '', true, [3], {}, -1)",
    "f(1, 'a', '', true, [2], {}, 1)",
    "f(1, 'a', '', true, [2], {}, -2)",
  ]);
});

test('statements go, spreads go, and what is returned goes', (t) => {
  t.deepEqual(changes('await f()'), [';', 'void f()']);
  t.deepEqual(changes('f(...a)'), [';', 'f(...[])']);
  t.deepEqual(changes('throw a;'), [';']);
  t.deepEqual(changes('function f() { return a; }'), ['function f() { return undefined; }']);
  t.deepEqual(changes('const f = () => a;'), ['const f = () => undefined;']);
  t.deepEqual(changes('const f = () => undefined;'), [], 'what would stay the same is no change');
});

test('methods are swapped with their counterpart or left out', (t) => {
  t.deepEqual(changes('const x = Math.min(a, b);'), ['const x = Math.max(a, b);']);
  t.deepEqual(changes('const x = a.sort(b);'), ['const x = a;']);
});
