import test from 'ava';
import { pathExpression } from '../../../src/data/files/pattern-expression.ts';

test('each wildcard is a group, in order, and all else has none', (t) => {
  const expression = pathExpression([
    { kind: 'any', index: 0, folders: true },
    { kind: 'any', index: 1, folders: false, name: 'id' },
    { kind: 'choice', options: ['_l', '_r'] },
    { kind: 'text', text: '.' },
    { kind: 'choice', options: ['png', 'jpg'] },
  ]);
  t.deepEqual([...expression.exec('a/b/c_R.jpeg')!].slice(1), ['a/b', 'c']);
  t.deepEqual([...expression.exec('c_l.png')!].slice(1), [undefined, 'c']);
  t.is(expression.exec('_l.png'), null);
});

test('the same wildcard again stands for the same text, whatever digit follows', (t) => {
  const expression = pathExpression([
    { kind: 'any', index: 0, folders: false, name: 'id' },
    { kind: 'text', text: '/' },
    { kind: 'same', index: 0 },
    { kind: 'text', text: '0.png' },
  ]);
  t.is(expression.exec('a/a0.png')?.[1], 'a');
  t.is(expression.exec('a/b0.png'), null);
});

test('only the end of the whole pattern has two spellings', (t) => {
  const expression = pathExpression([
    { kind: 'text', text: 'x.jpg' },
    { kind: 'any', index: 0, folders: false },
    { kind: 'text', text: '.tif' },
  ]);
  t.truthy(expression.exec('x.jpga.tiff'));
  t.is(expression.exec('x.jpega.png'), null);
  t.is(expression.exec('x.jpega.tif')?.[1], undefined);
});
