import test from 'ava';
import { splitNamed } from '../../../src/data/splits/split-named.ts';

test('the usual words name a split, in capitals too', (t) => {
  const words = ['train', 'Training', 'VAL', 'valid', 'validation', 'dev', 'test', 'testing'];
  t.deepEqual(words.map(splitNamed), ['train', 'train', 'val', 'val', 'val', 'val', 'test', 'test']);
});

test('no part of a word does, and no property of objects', (t) => {
  t.deepEqual(['trains', 'value', 'trainval', '', 'constructor'].map(splitNamed), Array(5).fill(undefined));
});
