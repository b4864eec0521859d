import test from 'ava';
import { fixedSize, place, placingOf, policiesOf } from '../../../src/data/resize/placing.ts';

const imageSize = { height: 64, width: 64 };
const photo = { height: 100, width: 150 };
const dataset = { imageSize, interpolation: 'nearest' as const };
const evaluated = { multiple: 32 };

test('a dataset that says nothing covers the size, and crops in every split', (t) => {
  for (const placing of [placingOf(dataset, 'train'), placingOf(dataset, 'val', evaluated)]) {
    t.like(placing, { policy: 'cover', size: imageSize, interpolation: 'nearest', whole: false, scoredAt: 'input' });
    t.deepEqual(place(photo, placing).offset, { top: 0, left: -16 });
    t.deepEqual(fixedSize(placing), imageSize);
  }
});

test('photos that are scored at their own size are whole, in evaluation only', (t) => {
  const original = { ...dataset, evaluateAt: 'original' as const };
  t.like(placingOf(original, 'train'), { whole: false, scoredAt: 'input' });
  const placing = placingOf(original, 'test', evaluated);
  t.like(placing, { whole: true, scoredAt: 'original', multiple: 32 });
  t.deepEqual(place(photo, placing), {
    photo,
    scaled: { height: 64, width: 96 },
    offset: { top: 0, left: 0 },
    input: { height: 64, width: 96 },
  });
  t.is(fixedSize(placing), undefined);
  const fit = placingOf({ ...original, resize: policiesOf('fit') }, 'test', evaluated);
  t.deepEqual(fixedSize(fit), imageSize);
});

test('splits have policies of their own; photos as they are fit the network in evaluation', (t) => {
  const resize = { train: 'none', val: 'fit', test: 'none' } as const;
  const mixed = { ...dataset, resize };
  t.is(placingOf(mixed, 'val', evaluated).policy, 'fit');
  t.deepEqual(place(photo, placingOf(mixed, 'train')).input, photo);
  t.deepEqual(place(photo, placingOf(mixed, 'test', evaluated)).input, { height: 128, width: 160 });
  t.is(fixedSize(placingOf(mixed, 'train')), undefined);
  t.deepEqual(policiesOf('stretch'), { train: 'stretch', val: 'stretch', test: 'stretch' });
  t.is(policiesOf(resize), resize);
});
