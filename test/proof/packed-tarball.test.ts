import test from 'ava';
import { unexpectedFiles } from '../../proof/packed-tarball.ts';

const right = [
  'dist/simd.wasm',
  'dist/THIRD-PARTY-LICENSES.txt',
  'dist/src/index.d.ts',
  'dist/src/cli/tessera.js',
  'dist/demo/page.js',
  'dist/demo/ort/ort-wasm-simd-threaded.wasm',
  'dist/chunks/run-ABC123.js',
  'LICENSE',
];

test('a package has the program and what users read, and no tests, sources or fixtures', (t) => {
  t.is(unexpectedFiles(right), undefined);
  t.is(
    unexpectedFiles([...right, 'test/a.test.ts', 'src/index.ts']),
    'test/a.test.ts is too much, src/index.ts is too much',
  );
  t.is(unexpectedFiles(right.filter((path) => path !== 'LICENSE')), 'LICENSE is missing');
});
