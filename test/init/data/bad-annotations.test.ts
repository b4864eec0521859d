import test from 'ava';
import { badAnnotations } from '../../../src/init/data/bad-annotations.ts';

const images = [{ id: 7, file_name: 'a.jpg', height: 4, width: 6 }];
const annotation = (id: number, segmentation: unknown) =>
  ({ id, image_id: 7, category_id: 1, area: 1, iscrowd: 0, segmentation }) as const;

test('annotations that draw nothing or something are good; those that cannot be drawn are named by their ids', (t) => {
  const annotations = [
    annotation(1, [[0, 0, 3, 0, 3, 3]]),
    annotation(2, undefined),
    annotation(3, { size: [5, 5], counts: [0, 25] }),
    annotation(4, { size: [4, 6], counts: [20, 4] }),
    annotation(5, [[0, 0, 3, 0, 3, 3, 1]]),
  ];
  const bad = [
    { id: 'six', image_id: 7, reason: 'no category' },
    { image_id: 7, reason: 'no category' },
  ];
  t.deepEqual(badAnnotations({ images, annotations, bad }), ['six', 'without an id', '3', '5']);
  t.deepEqual(badAnnotations({ images, annotations: [annotations[0]!], bad: [] }), []);
});
