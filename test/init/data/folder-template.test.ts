import test from 'ava';
import { dataFile } from '../../../src/init/data/data-file.ts';
import { folderTemplate } from '../../../src/init/data/folder-template.ts';

function template(...paths: string[]) {
  const files = paths.map(dataFile);
  const { segments, partsOf } = folderTemplate(files);
  return [segments, files.map(partsOf)];
}

test('folders of one depth vary level by level', (t) => {
  t.deepEqual(template('data/train/img/a.jpg', 'data/val/img/b.jpg'), [
    ['data', undefined, 'img'],
    [['train'], ['val']],
  ]);
  t.deepEqual(template('data/a.jpg', 'data/b.jpg'), [['data'], [[], []]]);
});

test('where depths differ, all below what is the same varies', (t) => {
  t.deepEqual(template('data/x/y/a.jpg', 'data/x/b.jpg', 'data/z/q/c.jpg'), [
    ['data', '**'],
    [['x/y'], ['x'], ['z/q']],
  ]);
  t.deepEqual(template('data/a.jpg', 'data/x/b.jpg'), [
    ['data', '**'],
    [[''], ['x']],
  ]);
  t.deepEqual(template('a.jpg', 'x/b.jpg'), [['**'], [[''], ['x']]]);
});

test('no files have no folders', (t) => {
  t.deepEqual(template(), [[], []]);
});
