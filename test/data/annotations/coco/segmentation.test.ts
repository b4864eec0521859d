import test from 'ava';
import { readSegmentation } from '../../../../src/data/annotations/coco/segmentation.ts';
import { cases, drawRuns, height, width } from './_fixture.ts';
import { unpack } from '../../../helpers/data.ts';

const size = { height: 2, width: 3 };
const detailOf = (segmentation: unknown) => {
  const read = readSegmentation(segmentation, size);
  return 'kind' in read ? `${read.kind.one}: ${read.detail}` : JSON.stringify(read.runs);
};

test('polygons, one in a list of its own or not, and run lengths draw what pycocotools draws', (t) => {
  const { polygon, counts, pixels } = cases[0]!;
  for (const segmentation of [[polygon], polygon, { counts, size: [height, width] }]) {
    const read = readSegmentation(segmentation, { height, width });
    t.true('runs' in read && read.runs.length === 1);
    t.deepEqual('runs' in read && drawRuns(read.runs[0]!), unpack(pixels));
  }
});

test('what is empty or has fewer than three corners draws nothing', (t) => {
  for (const nothing of [undefined, null, [], [[]], [[1, 1, 2, 2]], { counts: [], size: [2, 3] }])
    t.is(detailOf(nothing), '[]', JSON.stringify(nothing));
});

test('run lengths of another size or sum are refused', (t) => {
  t.is(
    detailOf({ counts: [0, 6], size: [3, 2] }),
    'has run lengths of another size: expected run lengths of [2, 3] pixels as its photo has, got [3, 2]; COCO writes the height first',
  );
  t.is(
    detailOf({ counts: [0, 8], size: [2, 4] }),
    'has run lengths of another size: expected run lengths of [2, 3] pixels as its photo has, got [2, 4]',
  );
  for (const sum of [5, 7])
    t.is(
      detailOf({ counts: [1, sum - 1], size: [2, 3] }),
      `has run lengths of another sum: expected run lengths of 6 pixels in all, got ${sum}`,
    );
  t.is(detailOf({ counts: [0, 6], size: [2, 3] }), '[[0,6]]');
});

test('half a corner and other forms are refused', (t) => {
  t.regex(detailOf([[0, 0, 1, 0, 1, 1, 2]]), /^has a polygon with half a corner: .*got 7 numbers$/);
  for (const other of ['text', 5, [['a']], { size: [2, 3] }, [[1, null]]])
    t.regex(detailOf(other), /^has a segmentation of another form: expected polygons, or run lengths/);
});
