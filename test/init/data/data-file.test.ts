import test from 'ava';
import { dataFile, mayBeMask, mayBePhoto } from '../../../src/init/data/data-file.ts';

test('a path has folders, a stem and a suffix in small letters', (t) => {
  t.deepEqual(dataFile('train/cats/a.b.JPG'), {
    path: 'train/cats/a.b.JPG',
    folders: ['train', 'cats'],
    stem: 'a.b',
    suffix: '.jpg',
  });
  t.like(dataFile('README'), { folders: [], stem: 'README', suffix: '' });
  t.like(dataFile('.hidden'), { stem: '.hidden', suffix: '' });
});

test('an array may be a mask, but no photo', (t) => {
  t.true(mayBePhoto(dataFile('a.TIFF')));
  t.true(mayBeMask(dataFile('a.png')));
  t.true(mayBeMask(dataFile('a.npy')));
  t.false(mayBePhoto(dataFile('a.npy')));
  t.false(mayBeMask(dataFile('a.txt')));
});
