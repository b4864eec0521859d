import test from 'ava';
import { labelTable, relabel, relabelBatch, scoredPhoto } from '../../../src/tasks/semantic/scored-photo.ts';

const batch = {
  size: 2,
  height: 1,
  width: 2,
  names: ['a', 'b'],
  indices: [4, 5],
  images: Uint8Array.from([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]),
  masks: Uint8Array.from([0, 1, 255, 255]),
};

const images = [
  { height: 1, width: 2, mask: batch.masks.subarray(0, 2), labels: [0, 0] },
  { height: 1, width: 2, mask: batch.masks.subarray(2), labels: [1, 1] },
];

test('a batch is taken apart into photos, each with its own pixels, counts and loss', (t) => {
  const [first, second] = images.map((image, at) => scoredPhoto(batch, at, image, [0.5, 0.75][at]!, 2));
  t.like(first, { name: 'a', index: 4, height: 1, width: 2, loss: 0.5 });
  t.deepEqual([...first!.image, ...first!.mask], [1, 2, 3, 4, 5, 6, 0, 1]);
  t.deepEqual([...first!.confusion.counts], [1, 0, 1, 0]);
  t.is(first!.pixelAt(0, 1), 1);
  t.like(second, { name: 'b', index: 5 });
  t.deepEqual([...second!.image], [7, 8, 9, 10, 11, 12]);
  t.is(second!.loss, NaN, 'no pixel of it counts');
});

test('a photo that is scored at its own size finds its pixels in the input', (t) => {
  const photo = { height: 2, width: 4 };
  const placement = {
    photo,
    scaled: { height: 1, width: 2 },
    offset: { top: 1, left: 1 },
    input: { height: 2, width: 3 },
  };
  const input = { ...batch, size: 1, height: 2, width: 3, originals: [{ mask: new Uint8Array(8), placement }] };
  const only = scoredPhoto(input, 0, { ...photo, mask: new Uint8Array(8), labels: new Uint8Array(8) }, 1, 2);
  const row = (at: number) => [0, 1, 2, 3].map((column) => only.pixelAt(at, column));
  t.deepEqual(
    [row(0), row(1)],
    [
      [4, 4, 5, 5],
      [4, 4, 5, 5],
    ],
  );
});

test('labels are replaced by a table, and what it does not name is ignored', (t) => {
  const masks = Uint8Array.from([0, 1, 2, 3, 255]);
  relabel(masks, labelTable([2, 0, 255]));
  t.deepEqual([...masks], [2, 0, 255, 255, 255]);
});

test("a batch's masks are relabelled with those of the photos' own size", (t) => {
  const placement = {
    photo: { height: 1, width: 1 },
    scaled: { height: 1, width: 1 },
    offset: { top: 0, left: 0 },
    input: { height: 1, width: 1 },
  };
  const own = { ...batch, masks: Uint8Array.from([0, 1]), originals: [{ mask: Uint8Array.from([1]), placement }] };
  relabelBatch(own, labelTable([1, 0]));
  t.deepEqual([[...own.masks], [...own.originals[0]!.mask]], [[1, 0], [0]]);
});
