import test from 'ava';
import { matchesName } from '../../src/core/name-pattern.ts';

const name = 'encoder.layer1.0.conv1.weight';

test('a name names itself and all below it', (t) => {
  for (const pattern of [name, 'encoder', 'encoder.layer1', 'encoder.layer1.0'])
    t.true(matchesName(pattern, name), pattern);
});

test('a beginning within a name, and an end, are not the name', (t) => {
  for (const pattern of ['enc', 'encoder.layer', 'layer1', 'weight', 'encoder.layer1.1', ''])
    t.false(matchesName(pattern, name), pattern);
});

test('a star is any characters, also none, dots included', (t) => {
  for (const pattern of [
    '*',
    'encoder.*',
    '*.weight',
    'encoder.layer*',
    '*conv1*',
    'encoder.*.conv1',
    'encoder*.layer1',
  ])
    t.true(matchesName(pattern, name), pattern);
  for (const pattern of ['*.bias', 'decoder.*', '*.conv2.*']) t.false(matchesName(pattern, name), pattern);
});

test('other characters are themselves', (t) => {
  t.false(matchesName('encoder.layer1.?', name));
  t.false(matchesName('encoder.layer1.(0)', name));
  t.false(matchesName('encoderXlayer1', name));
  t.true(matchesName('a+b[0]', 'a+b[0].c'));
});
