import test from 'ava';
import { likelyAffixes, withoutAffixes } from '../../../src/init/data/affixes.ts';

test('what is around the part that a photo shares with the nearest of many masks', (t) => {
  const [first] = likelyAffixes([
    { photo: 'aachen_01_leftImg8bit', masks: ['aachen_01_gtFine_labelIds', 'aachen_02_gtFine_labelIds'] },
    { photo: 'aachen_02_leftImg8bit', masks: ['aachen_01_gtFine_labelIds', 'aachen_02_gtFine_labelIds'] },
  ]);
  t.deepEqual(first, { photo: { head: '', tail: '_leftImg8bit' }, mask: { head: '', tail: '_gtFine_labelIds' } });
});

test('what most photos suggest comes first', (t) => {
  const guesses = likelyAffixes([
    { photo: 'cat_7', masks: ['cat_7_mask'] },
    { photo: 'dog_8', masks: ['dog_8_mask'] },
    { photo: 'x9', masks: ['seg_x9'] },
  ]);
  t.deepEqual(
    guesses.map(({ mask }) => mask),
    [
      { head: '', tail: '_mask' },
      { head: 'seg_', tail: '' },
    ],
  );
});

test('a number counts although a word in common is longer', (t) => {
  const guesses = likelyAffixes([{ photo: 'image_1', masks: ['1_imagemask'] }]);
  t.true(guesses.some(({ photo, mask }) => photo.head === 'image_' && mask.tail === '_imagemask'));
});

test('names without anything in common suggest nothing', (t) => {
  t.deepEqual(likelyAffixes([{ photo: 'a', masks: ['b'] }]), []);
  t.deepEqual(likelyAffixes([{ photo: 'a_', masks: ['_b'] }]), [], 'a separator alone is no name');
  t.deepEqual(likelyAffixes([{ photo: 'a', masks: [] }]), []);
});

test('a name loses its head and tail, if something is left', (t) => {
  const affixes = { head: 'img_', tail: '_x' };
  t.is(withoutAffixes('img_7_x', affixes), '7');
  t.is(withoutAffixes('img__x', affixes), undefined);
  t.is(withoutAffixes('img_7', affixes), undefined);
  t.is(withoutAffixes('7_x', affixes), undefined);
  t.is(withoutAffixes('7', { head: '', tail: '' }), '7');
});
