import test from 'ava';
import { cocoLayout } from '../../../src/init/data/coco-layout.ts';
import { dataFile } from '../../../src/init/data/data-file.ts';

const file = (path: string, names: readonly string[], categories: readonly number[] = [18, 1]) => ({
  path,
  instances: {
    images: names.map((file_name, id) => ({ id, file_name, height: 1, width: 1 })),
    annotations: categories.map((category_id) => ({ image_id: 0, category_id, area: 0, iscrowd: 0 as const })),
    categories: [
      { id: 18, name: 'dog' },
      { id: 1, name: 'person' },
      { id: 5, name: 'never' },
    ],
  },
});
const photos = ['train2017/a.jpg', 'train2017/b.jpg', 'val2017/a.jpg', 'val2017/b.jpg'].map(dataFile);

test('photos are in the folder that is named as the file is; classes are those with annotations, by their ids', (t) => {
  const layout = cocoLayout(
    [
      file('ann/instances_train2017.json', ['a.jpg', 'b.jpg']),
      file('ann/instances_val2017.json', ['a.jpg', 'c.jpg'], [1]),
    ],
    photos,
  );
  t.deepEqual(layout, {
    splits: [
      { split: 'train', images: 'train2017', annotations: 'ann/instances_train2017.json', photos: 2 },
      { split: 'val', images: 'val2017', annotations: 'ann/instances_val2017.json', photos: 2 },
    ],
    classes: [
      { name: 'person', annotations: 2 },
      { name: 'dog', annotations: 1 },
    ],
    missing: ['c.jpg'],
  });
});

test('names of photos may have folders; where no photo is there, there is no layout', (t) => {
  t.like(cocoLayout([file('all.json', ['train2017\\a.jpg', 'val2017/b.jpg'])], photos), {
    splits: [{ images: '.', annotations: 'all.json', photos: 2 }],
    missing: [],
  });
  t.is(cocoLayout([file('all.json', ['z.jpg'])], photos), undefined);
});
