import test from 'ava';
import { TesseraError } from '../../../../src/core/errors/index.ts';
import type { Instance } from '../../../../src/data/annotations/coco/instances.ts';
import { labelMap } from '../../../../src/data/annotations/coco/label-map.ts';

const image = { id: 1, file_name: 'a.jpg', height: 2, width: 3 };
/** Runs down the columns: the first `count` pixels. */
const first = (count: number, category_id: number, more: Partial<Instance> = {}): Instance => ({
  image_id: 1,
  category_id,
  iscrowd: 0,
  area: count,
  segmentation: { counts: [0, count, 6 - count], size: [2, 3] },
  ...more,
});
const classOf = new Map([
  [7, 1],
  [8, 2],
]);

test('small instances lie on large ones, whatever their order; other categories are left out', (t) => {
  const expected = [2, 1, 0, 1, 1, 0];
  for (const instances of [
    [first(4, 7), first(1, 8), first(6, 9)],
    [first(6, 9), first(1, 8), first(4, 7)],
  ])
    t.deepEqual([...labelMap(image, instances, classOf).data], expected);
});

test('where the file says no area, the pixels count', (t) => {
  const without = [first(1, 8, { area: 0 }), first(4, 7, { area: 0 })];
  t.deepEqual([...labelMap(image, without, classOf).data], [2, 1, 0, 1, 1, 0]);
});

test('crowds are ignored', (t) => {
  for (const iscrowd of [1, true] as const)
    t.deepEqual([...labelMap(image, [first(2, 7, { iscrowd })], classOf).data], [255, 0, 0, 255, 0, 0]);
});

test('an annotation without a segmentation is left out with a remark, the others are drawn', (t) => {
  const { data, remarks } = labelMap(
    image,
    [first(4, 7, { id: 17, segmentation: [] }), first(2, 8, { id: 18 }), first(4, 7, { segmentation: undefined })],
    classOf,
  );
  t.deepEqual([...data], [2, 0, 0, 2, 0, 0]);
  t.deepEqual(
    remarks!.map(({ of }) => of),
    ['annotation 17 of a.jpg', 'annotation without an id of a.jpg'],
  );
  t.is(remarks![0]!.kind.many, 'annotations have no segmentation and are left out');
  t.is(labelMap(image, [first(2, 8)], classOf).remarks, undefined);
});

test('every annotation that cannot be drawn is named by its id, unless its category has no class', (t) => {
  const bad = { segmentation: { counts: [6], size: [3, 2] } };
  const instances = [first(1, 7, { id: 17, ...bad }), first(1, 8), first(1, 8, { id: 'x', ...bad }), first(1, 9, bad)];
  const error = t.throws(() => labelMap(image, instances, classOf), { instanceOf: TesseraError });
  t.deepEqual(
    error.problems.map(({ code, of }) => [code, of!.file]),
    [
      ['bad-annotation', 'annotation 17 of a.jpg'],
      ['bad-annotation', 'annotation x of a.jpg'],
    ],
  );
  t.regex(error.message, /the annotation 17 of a\.jpg cannot be drawn: expected run lengths of \[2, 3\]/);
});
