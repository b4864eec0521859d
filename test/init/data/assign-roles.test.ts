import test from 'ava';
import { assignRoles } from '../../../src/init/data/assign-roles.ts';
import { dataFile } from '../../../src/init/data/data-file.ts';

/** The patterns of each way to tell masks from photos. */
const ways = (...paths: string[]) =>
  assignRoles(paths.map(dataFile)).map(({ pairing: { images, masks } }) => `${images} ${masks}`);

test('masks are in the folder whose name says so, whatever the photos are in', (t) => {
  t.deepEqual(ways('JPEGImages/a.jpg', 'SegmentationClass/a.png')[0], 'JPEGImages/*.jpg SegmentationClass/*.png');
  t.is(ways('a.png', 'b.png', 'masks/a.png', 'masks/b.png')[0], '*.png masks/*.png');
  t.is(ways('images/a.png', 'b/a.png')[0], 'images/*.png b/*.png');
});

test('folders of splits lie around or within those of photos and masks', (t) => {
  t.is(
    ways('train/images/1.jpg', 'train/masks/1.png', 'val/images/2.jpg', 'val/masks/2.png')[0],
    '{split}/images/*.jpg {split}/masks/*.png',
  );
  t.is(
    ways(
      'images/training/1.jpg',
      'annotations/training/1.png',
      'images/validation/2.jpg',
      'annotations/validation/2.png',
    )[0],
    'images/{split}/*.jpg annotations/{split}/*.png',
  );
});

test('masks beside photos: by the end of their names, or by their format', (t) => {
  t.is(ways('d/a.png', 'd/a_mask.png', 'd/b.png', 'd/b_mask.png')[0], 'd/*.png d/*_mask.png');
  t.is(ways('d/a.jpg', 'd/a.png', 'd/b.jpg', 'd/b.png')[0], 'd/*.jpg d/*.png');
});

test('two folders of masks are two ways', (t) => {
  const found = ways('images/a.jpg', 'images/b.jpg', 'masks/a.png', 'masks/b.png', 'labels/a.png', 'labels/b.png');
  t.true(found.includes('images/*.jpg masks/*.png') && found.includes('images/*.jpg labels/*.png'), found.join('; '));
});

test('photos alone are no pairs', (t) => {
  t.deepEqual(ways('a.jpg', 'b.jpg', 'notes.txt'), []);
});
