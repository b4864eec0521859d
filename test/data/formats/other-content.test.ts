import test from 'ava';
import { notWhole, OtherContent, severalImages } from '../../../src/data/formats/other-content.ts';

test('what says nothing more says what the file is', (t) => {
  const kind = { one: 'is a GIF', many: 'are GIFs' };
  t.is(new OtherContent(kind, '').message, 'it is a GIF');
  const { message, detail } = new OtherContent(kind, 'expected a PNG');
  t.deepEqual([message, detail], ['expected a PNG', 'expected a PNG']);
});

test('files of one kind are told together, whatever the numbers', (t) => {
  t.deepEqual(severalImages(2).kind, severalImages(3).kind);
  t.is(severalImages(3).message, 'expected one image, the file has 3');
  t.is(notWhole(1.5).message, 'expected whole numbers of at most 32 bits, got 1.5');
});
