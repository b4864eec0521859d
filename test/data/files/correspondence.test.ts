import test from 'ava';
import { correspond } from '../../../src/data/files/correspondence.ts';
import { parsePattern } from '../../../src/data/files/path-pattern.ts';

function pair(photos: string, masks: string, photo: string, mask: string, several = false) {
  const [own, other] = [parsePattern(photos), parsePattern(masks)];
  const { photoKey, maskKey, maskOf } = correspond(own, other, several);
  const parts = own.match(photo)!.parts;
  return { isPair: photoKey(parts) === maskKey(other.match(mask)!.parts), mask: maskOf(parts) };
}

test('wildcards without a name correspond in their order', (t) => {
  const [photos, masks] = ['img/*/*_leftImg8bit.png', 'gt/*/*_labelIds.png'];
  t.deepEqual(pair(photos, masks, 'ulm/1_leftImg8bit.png', 'ulm/1_labelIds.png'), {
    isPair: true,
    mask: 'ulm/1_labelIds.png',
  });
  t.false(pair(photos, masks, 'ulm/1_leftImg8bit.png', '1/ulm_labelIds.png').isPair);
});

test('wildcards with a name correspond by it, wherever they are', (t) => {
  const [photos, masks] = ['{split}/{city}/*.png', 'gt/{city}/{split}-*.png'];
  t.deepEqual(pair(photos, masks, 'train/ulm/1.png', 'ulm/train-1.png'), { isPair: true, mask: 'ulm/train-1.png' });
  t.false(pair(photos, masks, 'train/ulm/1.png', 'train/ulm-1.png').isPair);
});

test('a photo may have a name that its mask lacks', (t) => {
  const [photos, masks] = ['{exposure}/{scene}.png', 'gt/{scene}.png'];
  t.true(pair(photos, masks, 'dark/a.png', 'a.png').isPair);
  t.true(pair(photos, masks, 'bright/a.png', 'a.png').isPair);
});

test('of several masks, the last star tells one from the other', (t) => {
  const nuclei = ['train/*/images/*.png', 'train/*/masks/*.png'] as const;
  t.deepEqual(pair(...nuclei, 'a/images/a.png', 'a/masks/17.png', true), { isPair: true, mask: 'a/masks/*.png' });
  t.false(pair(...nuclei, 'a/images/a.png', 'b/masks/a.png', true).isPair);
  t.true(pair('img/*.png', 'gt/*/*.png', 'a.png', 'a/1.png', true).isPair);
  t.true(pair('img/*.png', 'gt/*_*.png', 'a.png', 'a_1.png', true).isPair);
  t.true(pair('img/{id}.png', 'gt/{id}_*.png', 'a.png', 'a_1.png', true).isPair);
});

const refused = (
  t: { throws: (call: () => void, expected: { message: RegExp }) => unknown },
  photos: string,
  masks: string,
  message: RegExp,
  several = false,
) => t.throws(() => void correspond(parsePattern(photos), parsePattern(masks), several), { message });

test('a wildcard without a partner is told', (t) => {
  refused(t, 'a/*/*.png', 'b/*.png', /^`a\/\*\/\*\.png` has 2 `\*` or `\*\*`, and `b\/\*\.png` 1$/);
  refused(t, 'a/*.png', 'b/*/*.png', /has 1 .* and `b\/\*\/\*\.png` 2$/);
  refused(t, 'a/*.png', 'b/*/*/*.png', /has 1 .* 2 besides the last$/, true);
  refused(t, 'a/{town}/*.png', 'b/{twn}/*.png', /has no `\{twn\}`; did you mean `\{town\}`\?/);
  refused(t, 'a/{town}.png', 'b/{xyz}.png', /has no `\{xyz\}`$/);
  refused(t, 'a/*.png', 'b/*.png', /`b\/\*\.png` has none that is in `a\/\*\.png`/, true);
});
