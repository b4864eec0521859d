import test from 'ava';
import { nameAnswers } from '../../../src/predict/photos/name-answers.ts';

const photo = (file: string, within = file.slice(file.lastIndexOf('/') + 1)) => ({ file, within });

test('a name is the path within the folder, without the ending', (t) => {
  t.deepEqual(nameAnswers([photo('/p/a.jpg'), photo('/p/sub/b.c.JPEG', 'sub/b.c.JPEG'), photo('/p/x.dat')]), [
    'a',
    'sub/b.c',
    'x.dat',
  ]);
});

test('photos that would share a name get a longer one, all of them', (t) => {
  t.deepEqual(nameAnswers([photo('/p/x.jpg'), photo('/p/x.png'), photo('/p/y.png')]), ['x.jpg', 'x.png', 'y']);
  t.deepEqual(nameAnswers([photo('/p/a/x.jpg'), photo('/p/b/x.jpg')]), ['a/x', 'b/x']);
  t.deepEqual(nameAnswers([photo('/1/a/x.jpg'), photo('/2/a/x.jpg'), photo('/2/a/x.png')]), [
    '1/a/x',
    '2/a/x',
    'x.png',
  ]);
});

test('capitals and the encoding of accents make no difference', (t) => {
  t.deepEqual(nameAnswers([photo('/p/X.jpg'), photo('/p/x.png')]), ['X.jpg', 'x.png']);
  t.deepEqual(nameAnswers([photo('/p/caf\u00e9.jpg'), photo('/q/cafe\u0301.jpg')]), ['p/caf\u00e9', 'q/cafe\u0301']);
  t.deepEqual(nameAnswers([photo('/p/x.jpg'), photo('/P/X.JPG')]), ['p/x.jpg', 'P/X.JPG-2']);
});

test('a longer name that another photo has makes that one longer too', (t) => {
  const names = nameAnswers([photo('/p/x.jpg'), photo('/p/x.png'), photo('/p/x.jpg.jpg')]);
  t.is(new Set(names).size, 3);
  t.is(names[1], 'x.png');
});

test('a photo keeps the name that it had, and no other photo gets it', (t) => {
  const taken = new Map([
    ['/old/x.jpg', 'x'],
    ['/p/y.jpg', 'kept'],
  ]);
  t.deepEqual(nameAnswers([photo('/p/x.jpg'), photo('/p/y.jpg'), photo('/p/kept.png')], taken), [
    'x.jpg',
    'kept',
    'kept.png',
  ]);
});
