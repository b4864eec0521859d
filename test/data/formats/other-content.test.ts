import test from 'ava';
import { notWhole, OtherContent, severalPictures } from '../../../src/data/formats/other-content.ts';

test('what says nothing more says what the file is', (t) => {
  const kind = { one: 'is a GIF', many: 'are GIFs' };
  t.is(new OtherContent(kind, '').message, 'it is a GIF');
  const { message, detail } = new OtherContent(kind, 'expected a PNG');
  t.deepEqual([message, detail], ['expected a PNG', 'expected a PNG']);
});

test('files of one kind are told together, whatever the numbers', (t) => {
  t.deepEqual(severalPictures(2).kind, severalPictures(3).kind);
  t.is(severalPictures(3).message, 'expected one picture, the file has 3');
  t.is(notWhole(1.5).message, 'expected whole numbers of at most 32 bits, got 1.5');
});
