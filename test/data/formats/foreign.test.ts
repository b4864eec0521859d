import test from 'ava';
import { foreignKind } from '../../../src/data/formats/foreign.ts';

const kindOf = (text: string) => foreignKind(Buffer.from(text, 'latin1')).one;

test('a file that is not read is named for what it is', (t) => {
  t.is(kindOf(''), 'is an empty file');
  t.is(
    kindOf('version https://git-lfs.github.com/spec/v1\n'),
    'is a pointer of Git LFS (`git lfs pull` fetches the file)',
  );
  t.is(kindOf('\0\0\0\x1cftypavif'), 'is an AVIF');
  t.is(kindOf('\0\0\0\x1cftypheic'), 'is a HEIC');
  t.is(kindOf('\0\0\0\x0cjP  '), 'is a JPEG 2000');
  t.is(kindOf('%PDF-1.4'), 'is a PDF');
  t.is(kindOf('8BPS'), 'is a Photoshop file');
  t.is(kindOf(`${'\0'.repeat(128)}DICM`), 'is a DICOM');
  t.is(kindOf('\x89HDF'), 'is an HDF5');
  t.is(kindOf('PK\x03\x04'), 'is a ZIP, as `.npz` files are');
  t.is(kindOf('\x1f\x8b\x08'), 'is a gzip, as `.nii.gz` files are');
  t.is(kindOf('P5 4 4 255'), 'is a PNM');
  t.is(kindOf('\n<?xml version'), 'is an SVG or another XML file');
  t.is(kindOf('<svg xmlns'), 'is an SVG or another XML file');
  t.is(kindOf('{"a": 1}\n'), 'is a text file');
  t.is(kindOf('\x01\x02'), 'is a file of an unknown format');
});
